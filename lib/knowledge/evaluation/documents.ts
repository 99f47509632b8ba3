/**
 * Documents of a company that does not exist, written for the question set: `#` heads, `-` lists, `|` rows, `===` a new
 * page. Each is about something of its own, and they use the same words for different things, as real ones do.
 */
export const evaluationDocuments: Readonly<Record<string, string>> = {
  'travel-policy.pdf': `# Travel and expenses
## Booking
Trips are booked through the portal Waypoint at least ten days ahead. Whoever books later needs the consent of the head of department.
Rail is preferred on routes of up to four hours. Flights within the country are only reimbursed where the train takes longer than that.
## Class of travel
Employees fly economy. On flights of more than seven hours premium economy may be booked; business class is for the executive board alone.
## Hotels
| City | Ceiling per night |
| Lisbon | 140 EUR |
| Zurich | 230 CHF |
| Warsaw | 110 EUR |
| elsewhere | 125 EUR |
===
## Meals and allowances
Breakfast is part of the hotel's price. For lunch and dinner there is a flat 38 EUR a day abroad and 28 EUR at home; receipts are not collected.
Alcohol is not reimbursed.
## Claiming expenses
Claims are handed in within 30 days of the end of the trip. What comes later than 90 days is refused.
Payment follows with the next salary, provided that the claim was approved by the 12th of the month.
## Private days
Private days may be added before or after a trip as long as the fare does not become more expensive.`,

  'information-security.docx': `# Information security handbook
## Passwords and sign-in
Passphrases have at least sixteen characters and are never reused. They are changed when there is reason to believe that somebody else knows them, not by the calendar.
A hardware key is required for administrators; everybody else may use the authenticator app.
## Devices
Disks of all laptops are encrypted. A lost or stolen device is reported to the service desk within two hours, by telephone.
Private telephones may read mail when they have a screen lock and the management profile.
## Classification
- Public: may be shown to anybody.
- Internal: for staff and contractors.
- Confidential: named recipients only, encrypted on the way.
- Secret: on paper or on systems without a network.
===
## Incidents
Suspicious mail is forwarded to phishing@lumen.example and then deleted.
The incident commander is the one on call; the roster is in Beacon. Authorities are told within 72 hours where personal data are concerned.
## Suppliers
Suppliers with access to confidential data are audited every second year. Cloud services need an entry in the register before first use.
## Logging
Access logs are kept for thirteen months, application logs for ninety days.`,

  'claims-platform.md': `# Claims platform
## Overview
The platform takes in about 5,200 claims a day, of which some 60 % arrive through the mobile app. It went live in 2019.
## Components
- Intake: receives photographs and forms, written in Kotlin.
- Triage: decides whether a claim is simple, by a table of rules.
- Settlement: computes the amount and orders the payment.
- Archive: keeps everything for ten years.
## Availability
The agreed availability is 99.9 % a month. Maintenance takes place on Sundays between two and five in the morning.
Recovery point is fifteen minutes, recovery time four hours. The standby region is Frankfurt.
## Interfaces
Payments go to the bank by ISO 20022 files each hour. Customers are looked up in the master data service Atlas.
## Known weaknesses
Photographs above 20 MB are refused. The table of rules has no owner since the reorganization, and nobody has reviewed it since March 2024.
Peak load after storms reaches eleven times that of a normal day.`,

  'supplier-contract.pdf': `# Framework agreement with Norvane Systems
## 1 Subject
Norvane operates the telephone platform and its recordings for the customer.
## 2 Term
The agreement begins on 1 April 2025 and runs for thirty-six months. It is prolonged by twelve months each time unless one party gives notice six months before its end.
## 3 Fees
The monthly fee is 18,400 EUR for up to 400 seats; each further seat costs 39 EUR. Fees rise by no more than 2.5 % a year.
Invoices are payable within 45 days without deduction.
===
## 4 Service levels
Calls are answered by the platform within 300 milliseconds in 95 of 100 cases.
Where availability falls below 99.5 % in a month, 10 % of the fee is credited; below 98 % it is 25 %.
## 5 Liability
Liability is limited to 1.5 million EUR per year of contract, except for intent and gross negligence.
## 6 Data protection
Recordings are stored in Ireland and erased after six months. Subprocessors are announced sixty days ahead.
## 7 Termination for cause
The customer may terminate at once where service levels are missed in three months running.
## 8 Governing law
Swiss law applies; place of jurisdiction is Basel.`,

  'onboarding.docx': `# Your first weeks
## Before you start
Your laptop is sent to your home a week ahead. The badge is waiting at the reception of the building in Harbour Street.
## First day
At nine there is coffee with your buddy on the second floor. The induction by the works council begins at eleven.
## Learning
Everybody has five days and 1,500 EUR a year for courses. The course on data protection is compulsory within the first month.
## Working hours
Core time is from ten to three. The full-time week has 38.5 hours; overtime is taken off within the quarter.
You can work from home up to three days a week, from abroad for twenty days a year within the EU.
## Holidays
There are thirty days of holiday. Five of them can be carried over until the end of March.
## Parental leave
Beyond what the law gives, the company pays full salary for eight weeks to either parent.
## Probation
Probation lasts six months; until then the notice period is two weeks.`,

  'data-strategy.pptx': `# Data and AI strategy
## Where we stand
Our warehouse is Snowflake with about 64 TB; 210 reports exist, of which 70 are opened at least once a month.
Master data quality was measured at 83 % complete in the spring.
## Goals
By the end of 2027 a third of simple claims are settled without a human hand.
We want to answer letters within one working day instead of four.
===
## Governance
The data council meets on the first Tuesday of the month and is chaired by Irena Kowalik.
Each model is registered with its purpose, its owner and the date of its next review.
Decisions about people are never taken by a model alone.
## Investment
| Year | Budget | Positions |
| 2025 | 1.1 million EUR | 6 |
| 2026 | 1.9 million EUR | 11 |
| 2027 | 2.4 million EUR | 14 |
## Risks
The largest risk is dependence on two engineers who know the pipelines. A second one is that labels for training come from a single branch.`,

  'facilities.html': `# Buildings and services
## Opening hours
The building in Harbour Street is open from six to twenty-two on working days. On weekends the guard lets you in when you are on the list.
## Parking and bicycles
There are 42 parking spaces, eight of them with charging stations. Spaces are given out by the app the evening before.
Bicycles are kept in the basement; showers are beside it.
## Canteen
Lunch is served from half past eleven to two. A menu costs 6.20 EUR for staff. Guests pay 9.80 EUR.
## Meeting rooms
Rooms for more than twelve people are booked with the reception. Catering is ordered two days ahead.
## Emergencies
In case of fire the assembly point is the lawn behind the tram stop. Defibrillators hang on floors one, three and five.
The evacuation drill takes place each May.`,

  'datenschutz.md': `# Datenschutzrichtlinie
## Grundsätze
Personenbezogene Daten werden nur erhoben, soweit sie für den Zweck nötig sind.
## Löschfristen
Bewerbungen werden sechs Monate nach der Absage gelöscht. Verträge werden zehn Jahre aufbewahrt.
Aufnahmen der Videoüberwachung werden nach 72 Stunden überschrieben.
## Auskunft
Anfragen von Betroffenen beantwortet die Datenschutzbeauftragte Dr. Selma Aydin innerhalb von drei Wochen.
## Auftragsverarbeitung
Jeder Auftragsverarbeiter wird vor Beginn geprüft und unterschreibt den Vertrag nach Artikel 28.`,
};
