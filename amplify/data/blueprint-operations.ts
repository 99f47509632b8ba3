import { a } from '@aws-amplify/backend';
import { authorizeOrganization, functionDataSources, invoke } from './handlers.ts';

/** Blueprints of an organization. */
export const blueprintOperations = {
  /** Saves the next version of a blueprint of the organization; what is wrong with it is told with its place. */
  saveBlueprint: a
    .mutation()
    .arguments({ organization: a.string().required(), definition: a.json().required() })
    .returns(a.ref('Blueprint'))
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeOrganization, invoke(functionDataSources.blueprintEditor)]),

  /** What a definition would be refused for, each with its place; nothing is stored. */
  validateBlueprint: a
    .query()
    .arguments({ organization: a.string().required(), definition: a.json().required() })
    .returns(a.ref('BlueprintCheck'))
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeOrganization, invoke(functionDataSources.blueprintEditor)]),

  /** Built-in blueprints, and the agents with their tasks' inputs and outputs as JSON Schema. */
  getBlueprintCatalogue: a
    .query()
    .arguments({ organization: a.string().required() })
    .returns(a.ref('BlueprintCatalogue'))
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeOrganization, invoke(functionDataSources.blueprintEditor)]),
};
