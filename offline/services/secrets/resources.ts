import type { Resource, ResourceSupport } from '../../kernel/resource.ts';
import { Tags } from './operations/value-input.ts';
import { PasswordRules, randomPassword } from './password.ts';
import type { SecretState } from './state.ts';

const arnLetters = 6;

export const RESOURCES = {
  'AWS::SecretsManager::Secret': {
    identify(request) {
      const name = request.property('Name');
      const own = typeof name === 'string' ? name : request.physicalName(64);
      const { region, account } = request;
      const arn = `arn:aws:secretsmanager:${region}:${account}:secret:${own}-${request.letters(arnLetters)}`;
      return { ref: arn, attributes: { Id: arn, Name: own } };
    },
    honoured: ['Description', 'GenerateSecretString', 'Name', 'SecretString', 'Tags'],
    ignored: { KmsKeyId: 'data stays on this machine', ReplicaRegions: 'one region runs' },
  },
} as const satisfies Record<string, ResourceSupport>;

/** Makes the app's secret on its first start; a value that was put since stays. */
export function applySecret(resource: Resource, state: SecretState): void {
  const name = String(resource.attributes.Name);
  if (state.find(name)) return;
  const { Description, SecretString, GenerateSecretString, Tags: tags } = resource.properties;
  state.create(name, typeof Description === 'string' ? Description : undefined, resource.ref.slice(-arnLetters));
  state.describe(name, { tags: Tags.catch([]).parse(tags ?? []) });
  if (typeof SecretString === 'string') state.put(name, { text: SecretString });
  else if (GenerateSecretString !== undefined) state.put(name, { text: generate(GenerateSecretString) });
}

function generate(wish: unknown): string {
  const { SecretStringTemplate, GenerateStringKey, ...rules } = (wish ?? {}) as Record<string, unknown>;
  const password = randomPassword(PasswordRules.parse(rules));
  if (typeof SecretStringTemplate !== 'string' || typeof GenerateStringKey !== 'string') return password;
  return JSON.stringify({ ...JSON.parse(SecretStringTemplate), [GenerateStringKey]: password });
}
