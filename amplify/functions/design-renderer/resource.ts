import { defineFunction } from '@aws-amplify/backend';
import { DockerImage, Duration } from 'aws-cdk-lib';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { bundleRenderer } from './bundle.ts';
import { rendererMemoryMb, rendererTimeoutSeconds } from './limits.ts';

/** A function of its own: the typesetter is a native binary of 50 MB, which no other function should carry. */
export const designRenderer = defineFunction(
  (scope) =>
    new LambdaFunction(scope, 'design-renderer-lambda', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.X86_64,
      handler: 'index.handler',
      timeout: Duration.seconds(rendererTimeoutSeconds),
      memorySize: rendererMemoryMb,
      code: Code.fromAsset(import.meta.dirname, {
        bundling: {
          // Never pulled: the local bundling below always answers.
          image: DockerImage.fromRegistry('none'),
          local: { tryBundle: bundleRenderer },
        },
      }),
    }),
  { resourceGroupName: 'tools' },
);
