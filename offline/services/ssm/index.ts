import { handleAwsJson } from '../../kernel/aws-json.ts';
import type { OfflineService } from '../../kernel/service.ts';
import { deleteParameter } from './operations/delete-parameter.ts';
import { deleteParameters } from './operations/delete-parameters.ts';
import { describeParameters } from './operations/describe-parameters.ts';
import { getParameter } from './operations/get-parameter.ts';
import { getParameterHistory } from './operations/get-parameter-history.ts';
import { getParameters } from './operations/get-parameters.ts';
import { getParametersByPath } from './operations/get-parameters-by-path.ts';
import { labelParameterVersion, unlabelParameterVersion } from './operations/labels.ts';
import { putParameter } from './operations/put-parameter.ts';
import { addTagsToResource, listTagsForResource, removeTagsFromResource } from './operations/tags.ts';
import { RESOURCES, tagsOf, toParameter } from './resources.ts';
import { ParameterState } from './state.ts';

const OPERATIONS = {
  AddTagsToResource: addTagsToResource,
  DeleteParameter: deleteParameter,
  DeleteParameters: deleteParameters,
  DescribeParameters: describeParameters,
  GetParameter: getParameter,
  GetParameterHistory: getParameterHistory,
  GetParameters: getParameters,
  GetParametersByPath: getParametersByPath,
  LabelParameterVersion: labelParameterVersion,
  ListTagsForResource: listTagsForResource,
  PutParameter: putParameter,
  RemoveTagsFromResource: removeTagsFromResource,
  UnlabelParameterVersion: unlabelParameterVersion,
};

/** Where values of Amplify's `secret()` stand that were set on this machine. */
const secretName = (name: string) => `/amplify/offline/${name}`;

/** Systems Manager Parameter Store. */
export const ssm = {
  name: 'ssm',
  resources: RESOURCES,
  route: { targets: ['AmazonSSM'] },
  create(context) {
    const state = new ParameterState(context);
    context.bus.provide('ssm', {
      value: (name) => state.find(name)?.value,
      secret: (name) => state.find(secretName(name))?.value,
      setSecret: (name, value) => {
        state.put({ name: secretName(name), value, type: 'SecureString', overwrite: true });
      },
    });
    return {
      apply(resources) {
        for (const resource of resources) {
          const parameter = toParameter(resource);
          if (state.find(parameter.name)?.value !== parameter.value) state.put({ ...parameter, overwrite: true });
          state.tag(parameter.name, tagsOf(resource));
        }
      },
      handle: (request) => handleAwsJson({ operations: OPERATIONS, state, context, version: '1.1' }, request),
    };
  },
} satisfies OfflineService;
