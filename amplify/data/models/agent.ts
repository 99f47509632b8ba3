import { a } from '@aws-amplify/backend';

/** The registry's record of an agent, the same for every organization; written by functions only. */
export const Agent = a
  .model({
    agentId: a.string().required(),
    name: a.string().required(),
    purpose: a.string().required(),
    phase: a.string().required(),
    provider: a.string().required(),
    state: a.ref('AgentState').required(),
    categories: a.string().array(),
    config: a.json(),
  })
  .identifier(['agentId'])
  .authorization((allow) => [allow.authenticated().to(['read'])]);
