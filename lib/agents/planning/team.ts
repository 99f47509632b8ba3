import { has, of } from '#lib/domain/assessment/fact-test';
import type { ReportFacts } from './report-facts.ts';

/** Engineers for the project, with where the number comes from. */
export type Team = { engineers: number; assumption: string };

const unknownTeam = 3;
/** Of the engineers there are, so many can work on one project. */
const availableShare = 0.4;
const mostEngineers = 6;
const partnerEngineers = 2;

/** How many engineers work on the project: as the approver says, else from the answers, else an assumption. */
export function readTeam(report: ReportFacts, asked: number | undefined): Team {
  if (asked !== undefined) return { engineers: asked, assumption: `${asked} engineers work on it, as asked.` };
  const people = report
    .facts('technical.skills.team', 'count')
    .find(({ unit }) => unit === 'people' || unit === 'specialists');
  if (people === undefined)
    return {
      engineers: unknownTeam,
      assumption: `The size of the team is not known: ${unknownTeam} engineers are assumed.`,
    };
  const own = Math.min(mostEngineers, Math.max(1, Math.round(people.value * availableShare)));
  const sources = report.references('technical.skills.team', 'commercial.vendors.existing').join(', ');
  const hasPartner = report.holds(of('commercial.vendors.existing', has('implementation-partner')));
  if (hasPartner || own < 2) {
    const partner = hasPartner ? 'the partner' : 'a partner to be contracted';
    return {
      engineers: own + partnerEngineers,
      assumption: `Of ${people.value} people who can build it ${own} work on it, with ${partnerEngineers} engineers of ${partner} (assumed from ${sources}).`,
    };
  }
  return {
    engineers: own,
    assumption: `Of ${people.value} people who can build it ${own} work on it (assumed from ${sources}).`,
  };
}
