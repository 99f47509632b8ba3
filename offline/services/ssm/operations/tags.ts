import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import type { ParameterState } from '../state.ts';

export const Tags = z.array(z.object({ Key: z.string().min(1).max(128), Value: z.string().max(256) })).max(50);

const Resource = { ResourceType: z.string(), ResourceId: z.string().min(1) };

/** The parameter that tags are of. @throws ServiceError InvalidResourceType, InvalidResourceId */
function nameOf(state: ParameterState, { ResourceType, ResourceId }: { ResourceType: string; ResourceId: string }) {
  if (ResourceType !== 'Parameter') {
    throw new ServiceError('InvalidResourceType', `Offline, tags are for parameters: not for ${ResourceType}.`);
  }
  const found = state.lookUp(ResourceId);
  if (!found)
    throw new ServiceError(
      'InvalidResourceId',
      'The resource ID is not valid. Verify that you entered the correct ID and try again.',
    );
  return found.name;
}

export const addTagsToResource = defineOperation({
  schema: z.object({ ...Resource, Tags: Tags.min(1) }),
  execute(state: ParameterState, input, { principal }) {
    const name = nameOf(state, input);
    state.authorize(principal, 'AddTagsToResource', name);
    state.tag(name, input.Tags);
    return {};
  },
});

export const removeTagsFromResource = defineOperation({
  schema: z.object({ ...Resource, TagKeys: z.array(z.string()).min(1) }),
  execute(state: ParameterState, input, { principal }) {
    const name = nameOf(state, input);
    state.authorize(principal, 'RemoveTagsFromResource', name);
    state.untag(name, input.TagKeys);
    return {};
  },
});

export const listTagsForResource = defineOperation({
  schema: z.object(Resource),
  execute(state: ParameterState, input, { principal }) {
    const name = nameOf(state, input);
    state.authorize(principal, 'ListTagsForResource', name);
    return { TagList: state.tags(name) };
  },
});
