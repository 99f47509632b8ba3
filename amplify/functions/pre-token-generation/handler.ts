import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { capabilityClaims } from '#lib/domain/access/claims';

/** Puts the capability claims into both tokens, and the e-mail into the access token, which has none by itself. */
export const handler = (event: PreTokenGenerationV2TriggerEvent): Promise<PreTokenGenerationV2TriggerEvent> => {
  const { userAttributes, groupConfiguration } = event.request;
  const claims = capabilityClaims({
    groups: groupConfiguration.groupsToOverride ?? [],
    organization: userAttributes['custom:organization'],
  });
  const email = userAttributes.email;
  event.response.claimsAndScopeOverrideDetails = {
    idTokenGeneration: { claimsToAddOrOverride: claims },
    accessTokenGeneration: { claimsToAddOrOverride: email ? { ...claims, email } : claims },
  };
  return Promise.resolve(event);
};
