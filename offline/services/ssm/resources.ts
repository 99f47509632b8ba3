import type { Resource, ResourceSupport } from '../../kernel/resource.ts';
import type { NewParameter } from './state.ts';

export const RESOURCES = {
  'AWS::SSM::Parameter': {
    identify(request) {
      const name = request.property('Name');
      const ref = typeof name === 'string' ? name : request.physicalName();
      return { ref, attributes: { Value: request.property('Value'), Type: request.property('Type') } };
    },
    honoured: ['AllowedPattern', 'DataType', 'Description', 'Name', 'Policies', 'Tags', 'Tier', 'Type', 'Value'],
  },
} as const satisfies Record<string, ResourceSupport>;

export function toParameter({ ref, properties }: Resource): Omit<NewParameter, 'overwrite'> {
  const text = (name: string) => (typeof properties[name] === 'string' ? properties[name] : undefined);
  return {
    name: ref,
    value: text('Value') ?? JSON.stringify(properties.Value ?? ''),
    type: properties.Type === 'StringList' ? 'StringList' : 'String',
    tier: properties.Tier === 'Advanced' ? 'Advanced' : 'Standard',
    description: text('Description'),
    dataType: text('DataType'),
    allowedPattern: text('AllowedPattern'),
    policies: text('Policies'),
  };
}

/** CloudFormation writes this type's tags as an object. */
export const tagsOf = ({ properties }: Resource): { Key: string; Value: string }[] =>
  Object.entries(typeof properties.Tags === 'object' && properties.Tags !== null ? properties.Tags : {}).flatMap(
    ([Key, Value]: [string, unknown]) => (typeof Value === 'string' ? [{ Key, Value }] : []),
  );
