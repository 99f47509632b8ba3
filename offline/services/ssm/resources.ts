import type { Resource, ResourceSupport } from '../../kernel/resource.ts';
import type { NewParameter } from './state.ts';

export const RESOURCES = {
  'AWS::SSM::Parameter': {
    identify(request) {
      const name = request.property('Name');
      const ref = typeof name === 'string' ? name : request.physicalName();
      return { ref, attributes: { Value: request.property('Value'), Type: request.property('Type') } };
    },
    honoured: ['Name', 'Type', 'Value', 'Description'],
    ignored: {
      AllowedPattern: 'checked by CloudFormation',
      DataType: 'text',
      Tier: 'no limits here',
      Policies: 'never expires',
    },
  },
} as const satisfies Record<string, ResourceSupport>;

export function toParameter({ ref, properties }: Resource): Omit<NewParameter, 'overwrite'> {
  return {
    name: ref,
    value: typeof properties.Value === 'string' ? properties.Value : JSON.stringify(properties.Value ?? ''),
    type: properties.Type === 'StringList' ? 'StringList' : 'String',
    ...(typeof properties.Description === 'string' ? { description: properties.Description } : {}),
  };
}
