import { of, uses } from '#lib/domain/assessment/fact-test';
import { getProduct } from '#lib/domain/assessment/products';
import type { DesignFacts } from '../design-facts.ts';
import { ask } from '../questions.ts';
import { type DesignRule, type DesignTest, every, forUseCase, type IntegrationDraft, known } from './rule.ts';

/** How products of a family are connected. `{name}` is the product. */
type SystemFamily = {
  id: string;
  products: readonly string[];
  pattern: IntegrationDraft['pattern'];
  technology: string;
  says: string;
  /** Nothing is ever written there. */
  readsOnly?: true;
  /** What people with rights there have to clear first. */
  asks?: string;
};

export const systemFamilies: readonly SystemFamily[] = [
  {
    id: 'hospital-records',
    products: ['orbis', 'epic', 'cerner', 'meditech', 'imedone', 'dedalus', 'medico'],
    pattern: 'message',
    technology: 'HL7 v2 messages, FHIR where the vendor offers it',
    says: '{name} holds the stays: it sends admissions, findings and discharges as HL7 messages, and takes signed documents back as MDM messages.',
    asks: 'Does the licence of {name} include interfaces for documents, and who at the vendor opens them?',
  },
  {
    id: 'imaging',
    readsOnly: true,
    products: ['philips-pacs'],
    pattern: 'api',
    technology: 'DICOMweb, reports only',
    says: 'From {name} the agent reads reports and not images, by study number.',
  },
  {
    id: 'sap',
    products: ['sap', 'sap-s-4hana', 'successfactors', 'ariba'],
    pattern: 'api',
    technology: 'OData services, IDocs where there is no service',
    says: '{name} is read through OData services that its own team releases; what changes there is posted as a draft document.',
    asks: 'Which OData services of {name} are released already?',
  },
  {
    id: 'ticket-desk',
    products: [
      'zendesk',
      'freshdesk',
      'intercom',
      'servicenow',
      'jira-service-management',
      'genesys',
      'amazon-connect',
    ],
    pattern: 'api',
    technology: 'REST with webhooks',
    says: '{name} tells of new tickets by webhook and takes the draft as an internal note, which its users turn into the reply.',
  },
  {
    id: 'customer-relations',
    products: ['salesforce', 'dynamics-365', 'hubspot', 'pipedrive', 'siebel', 'veeva'],
    pattern: 'api',
    technology: 'REST with OAuth client credentials',
    says: 'Who the customer is and which contract holds comes from {name}, field by field and not as a whole record.',
  },
  {
    id: 'identity-checks',
    readsOnly: true,
    products: ['onfido', 'sumsub', 'complyadvantage'],
    pattern: 'api',
    technology: 'REST with signed webhooks',
    says: 'Checks of identity stay with {name}; the agent sees the result and its reason, never the documents.',
  },
  {
    id: 'payments',
    products: ['stripe', 'adyen', 'marqeta', 'mambu', 'temenos', 'finastra'],
    pattern: 'api',
    technology: 'REST with restricted keys and idempotency keys',
    says: '{name} is asked for the state of a payment; orders to pay go there only after approval and with an idempotency key.',
  },
  {
    id: 'accounting',
    products: ['datev', 'xero', 'quickbooks', 'sage-100', 'netsuite', 'oracle-ebs', 'odoo', 'coupa'],
    pattern: 'api',
    technology: 'REST, or the import format of the product',
    says: 'Postings reach {name} as proposals that its users release.',
  },
  {
    id: 'insurance',
    products: ['guidewire', 'pega', 'appian', 'camunda'],
    pattern: 'api',
    technology: 'REST with case numbers',
    says: 'In {name} the case and its deadlines are kept; the agent adds its findings to the case and moves no step.',
  },
  {
    id: 'staff',
    readsOnly: true,
    products: ['workday', 'personio'],
    pattern: 'api',
    technology: 'REST with a service account',
    says: 'From {name} only unit, role and manager of a person are read.',
  },
  {
    id: 'documents',
    readsOnly: true,
    products: [
      'sharepoint',
      'onedrive',
      'confluence',
      'google-drive',
      'notion',
      'microsoft-365',
      'google-workspace',
      'opentext',
      'd-velop',
      'docuware',
      'alfresco',
      'nextcloud',
    ],
    pattern: 'api',
    technology: 'REST with change feeds, permissions kept',
    says: 'Documents in {name} are indexed together with who may read them, so that an answer never shows what its reader may not open.',
  },
  {
    id: 'chat',
    products: ['slack', 'microsoft-teams', 'jira', 'asana', 'trello', 'monday-com', 'zoom', 'webex'],
    pattern: 'api',
    technology: 'App with granular scopes',
    says: 'In {name} the agent answers where it is addressed and reads nothing else.',
  },
  {
    id: 'shop',
    readsOnly: true,
    products: ['shopify', 'magento'],
    pattern: 'api',
    technology: 'GraphQL or REST with webhooks',
    says: 'Orders and their state come from {name} as events.',
  },
  {
    id: 'mainframe',
    readsOnly: true,
    products: ['ibm-z', 'ibm-i-series', 'natural-adabas'],
    pattern: 'file',
    technology: 'Nightly extract in a fixed format',
    says: '{name} delivers an extract each night; nothing is written to it.',
    asks: 'Who can add an extract to the nightly batch of {name}?',
  },
  {
    id: 'desktop',
    readsOnly: true,
    products: ['foxpro', 'ms-access', 'delphi', 'visual-basic', 'powerbuilder', 'lotus-notes'],
    pattern: 'database',
    technology: 'Read-only copy of the tables',
    says: 'From {name} a read-only copy of the needed tables is taken each hour.',
  },
  {
    id: 'databases',
    readsOnly: true,
    products: [
      'oracle-database',
      'sql-server',
      'mysql',
      'mariadb',
      'db2',
      'mongodb',
      'sap-hana',
      'intersystems-iris',
      'informix',
    ],
    pattern: 'database',
    technology: 'Read-only views with a user of their own',
    says: 'In {name} the agent sees views that show one case at a time, and no table.',
  },
  {
    id: 'warehouses',
    readsOnly: true,
    products: [
      'snowflake',
      'amazon-redshift',
      'bigquery',
      'databricks',
      'azure-synapse',
      'teradata',
      'exasol',
      'sap-bw',
    ],
    pattern: 'database',
    technology: 'Read role on curated models',
    says: 'History and figures are read from curated models in {name} with a role and a budget of their own.',
  },
];

const maximumSystems = 12;

/** One rule per named product that a family knows; a product of no family gets a question. */
export function listSystemRules(facts: DesignFacts, asked: readonly string[]): DesignRule[] {
  const named = [ask.systems, ask.platform].flatMap((question) =>
    facts
      .facts(question, 'product')
      .filter(({ presence }) => presence === 'used' || presence === 'partial')
      .map(({ id }) => ({ id, question })),
  );
  const all: Named[] = [...named, ...asked.map((id) => ({ id }))];
  const once = all.filter(({ id }, index) => all.findIndex((other) => other.id === id) === index);
  return once.slice(0, maximumSystems).flatMap(({ id, question }) => {
    const name = getProduct(id)?.label;
    if (name === undefined) return [];
    const family = systemFamilies.find(({ products }) => products.includes(id));
    const when = question === undefined ? known(connectWord(id)) : of(question, uses(id));
    if (family) return [systemRule(family, { id, name, when })];
    return question === undefined || question === ask.systems ? [unknownSystem({ name, when })] : [];
  });
}

type Named = { id: string; question?: string };
type Wanted = { id: string; name: string; when: DesignTest };

/** The word by which an approver asks for a system. */
export const connectWord = (product: string) => `connect-${product}`;

function systemRule(family: SystemFamily, { id, name, when }: Wanted): DesignRule {
  const fillName = (text: string) => text.replaceAll('{name}', name);
  const isReadOnly = family.readsOnly === true;
  const component = `connector-${id}`;
  return {
    id: `integration.${family.id}`,
    section: 'integration',
    when: every(forUseCase(), when),
    says: fillName(family.says),
    components: [
      {
        id: component,
        name: `${name} connector`,
        kind: 'connector',
        purpose: isReadOnly ? `Reads from ${name}` : `Reads from ${name} and hands results over`,
        technology: family.technology,
        usedBy: ['{agent}'],
      },
    ],
    integrations: [
      { id, system: name, direction: isReadOnly ? 'read' : 'as the work', pattern: family.pattern, component },
    ],
    ...(family.asks ? { asks: fillName(family.asks) } : {}),
  };
}

function unknownSystem({ name, when }: Pick<Wanted, 'name' | 'when'>): DesignRule {
  return {
    id: 'integration.unknown-product',
    section: 'integration',
    when: every(forUseCase(), when),
    says: `${name} is to be connected; the catalogue has no way for it, so none is assumed.`,
    asks: `Which interface does ${name} offer, and what may the agent do there?`,
  };
}
