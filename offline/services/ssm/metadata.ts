import { showPolicies } from './policies.ts';
import type { Parameter, ParameterState } from './state.ts';

/** What the API tells of a parameter beside its value. */
export function metadataOf(state: ParameterState, parameter: Parameter): Record<string, unknown> {
  const { Value: _hidden, ...shown } = state.show(parameter, false);
  const { description, allowedPattern, keyId, tier, policies, modifiedBy } = parameter;
  return {
    ...shown,
    Tier: tier,
    Policies: showPolicies(policies),
    ...(description === null ? {} : { Description: description }),
    ...(allowedPattern === null ? {} : { AllowedPattern: allowedPattern }),
    ...(keyId === null ? {} : { KeyId: keyId }),
    ...(modifiedBy === '' ? {} : { LastModifiedUser: modifiedBy }),
  };
}
