import { agentCatalogue } from '#lib/agents/catalogue';
import { createBlueprintReader, saveBlueprintVersion } from '#lib/repositories/blueprint';
import { createDocumentClient } from '#lib/runtime/documents';
import { readEnvironment } from '#lib/runtime/env';
import { createGraphqlRequest } from '#lib/runtime/graphql';
import { createLogger } from '#lib/runtime/logger';
import { answerOperation } from '#lib/runtime/operation';
import { type EditorPorts, getBlueprintCatalogue, saveBlueprint, validateBlueprint } from './edit-blueprint.ts';

const env = readEnvironment(['BLUEPRINT_TABLE', 'DATA_ENDPOINT']);
const logger = createLogger('blueprint-editor');
const graphql = createGraphqlRequest(env.DATA_ENDPOINT);
const catalogue = agentCatalogue();
const blueprints = createBlueprintReader({ documents: createDocumentClient(), tableName: env.BLUEPRINT_TABLE });

const ports: EditorPorts = {
  catalogue: () => catalogue,
  latest: (organization, blueprintId) => blueprints.latest(organization, blueprintId),
  save: (blueprint) => saveBlueprintVersion(graphql, blueprint),
};

export const handler = (event: unknown) =>
  answerOperation(event, logger, (call) => {
    switch (call.operation) {
      case 'saveBlueprint':
        return saveBlueprint(call, ports);
      case 'validateBlueprint':
        return Promise.resolve(validateBlueprint(call, ports));
      case 'getBlueprintCatalogue':
        return Promise.resolve(getBlueprintCatalogue(ports));
      default:
        throw new Error(`blueprint-editor does not know ${call.operation}.`);
    }
  });
