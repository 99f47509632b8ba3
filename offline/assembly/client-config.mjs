// A process of its own: turns the resolved outputs of the root stack into amplify_outputs.json with the generator that
// `ampx` uses, so that the file is the same. It is heavy (150 MB, half a second), which the backend shall not carry.
// Reads {app, metadata, outputs, modelSchemaFile} as JSON from standard input, writes the configuration to standard output.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const { app, metadata, outputs, modelSchemaFile } = JSON.parse(readFileSync(0, 'utf8'));
const { generateClientConfig, DEFAULT_CLIENT_CONFIG_VERSION } = await import(locate('@aws-amplify/client-config'));

const stack = {
  StackStatus: 'CREATE_COMPLETE',
  Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
};
const cloudFormation = {
  send: async (command) =>
    command.constructor.name === 'GetTemplateSummaryCommand'
      ? { Metadata: JSON.stringify(metadata) }
      : { Stacks: [stack] },
};
const s3 = { send: async () => ({ Body: { transformToString: async () => readFileSync(modelSchemaFile, 'utf8') } }) };

const config = await generateClientConfig({ stackName: 'offline' }, DEFAULT_CLIENT_CONFIG_VERSION, {
  getCloudFormationClient: () => cloudFormation,
  getS3Client: () => s3,
  getAmplifyClient: () => ({}),
});
process.stdout.write(JSON.stringify(config, null, 2));

/** The app's own generator, through the packages that bring it. */
function locate(name) {
  let require = createRequire(path.join(app, 'package.json'));
  for (const via of [undefined, '@aws-amplify/backend', '@aws-amplify/backend-cli']) {
    try {
      const from = via ? createRequire(require.resolve(via)) : require;
      return pathToFileURL(from.resolve(name)).href;
    } catch {
      // Not hoisted there; the next place may have it.
    }
  }
  require = createRequire(import.meta.url);
  return pathToFileURL(require.resolve(name)).href;
}
