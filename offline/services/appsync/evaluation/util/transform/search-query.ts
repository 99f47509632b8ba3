import { isList, isRecord, type JsonRecord } from '../values.ts';

type Clause = JsonRecord;

/** `toElasticsearchQueryDSL`: JSON text of an OpenSearch query, or null for what is no query object. */
export function toSearchQuery(filter: unknown): string | null {
  return isRecord(filter) ? JSON.stringify(combine('must', renderQuery(filter))) : null;
}

/** One clause stands for itself, more become a `bool`. */
function combine(occurrence: 'must' | 'should', clauses: Clause[]): Clause {
  const [only] = clauses;
  return only && clauses.length === 1 ? only : { bool: { [occurrence]: clauses } };
}

function renderQuery(filter: JsonRecord): Clause[] {
  return Object.entries(filter).flatMap(([key, value]) => {
    if (key === 'and' || key === 'or') {
      const members = isList(value) ? value.filter(isRecord) : [];
      return [
        {
          bool: { [key === 'and' ? 'must' : 'should']: members.map((member) => combine('must', renderQuery(member))) },
        },
      ];
    }
    if (key === 'not') return isRecord(value) ? [{ bool: { must_not: combine('must', renderQuery(value)) } }] : [];
    if (!isRecord(value)) return [];
    return [
      combine(
        'must',
        Object.entries(value).map(([operator, operand]) => renderOperator(key, operator, operand)),
      ),
    ];
  });
}

function renderOperator(field: string, operator: string, operand: unknown): Clause {
  switch (operator) {
    case 'eq':
      return { term: { [field]: operand } };
    case 'ne':
      return { bool: { must_not: { term: { [field]: operand } } } };
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return { range: { [field]: { [operator]: operand } } };
    case 'range': {
      const [from, to] = isList(operand) ? operand : [];
      return { range: { [field]: { gte: from, lte: to } } };
    }
    case 'match':
      return { match: { [field]: operand } };
    case 'matchPhrase':
      return { match_phrase: { [field]: operand } };
    case 'matchPhrasePrefix':
      return { match_phrase_prefix: { [field]: operand } };
    case 'multiMatch':
      return { multi_match: { query: operand, fields: [field] } };
    case 'exists':
      return operand === false ? { bool: { must_not: { exists: { field } } } } : { exists: { field } };
    case 'wildcard':
      return { wildcard: { [field]: operand } };
    case 'regexp':
      return { regexp: { [field]: operand } };
    default:
      throw new Error(`Unsupported operator ${operator} of ${field}.`);
  }
}
