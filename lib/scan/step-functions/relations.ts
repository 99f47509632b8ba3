import type { RelationKind } from '../schema.ts';
import type { Call } from './calls.ts';

/** What a state machine does to the resource that a state calls. */
export function relationOf({ service, operation }: Pick<Call, 'service' | 'operation'>): RelationKind {
  switch (service) {
    case 'lambda':
    case 'states':
    case 'sfn':
      return 'invokes';
    case 'sqs':
    case 'sns':
    case 'events':
    case 'eventbridge':
      return 'publishes';
    default:
      return /^(?:Get|BatchGet|Query|Scan|List|Head|Describe)/.test(operation) ? 'reads' : 'writes';
  }
}
