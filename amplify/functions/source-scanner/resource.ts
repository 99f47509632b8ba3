import { defineFunction } from '@aws-amplify/backend';
import { DockerImage, Duration } from 'aws-cdk-lib';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { bundleScanner } from './bundle.ts';
import { scannerMemoryMb, scannerTimeoutSeconds } from './limits.ts';

/**
 * A function of its own, under limits: it unpacks and parses what strangers sent. Offline it runs in a process of its own;
 * the variable means nothing in the cloud.
 */
export const sourceScanner = defineFunction(
  (scope) =>
    new LambdaFunction(scope, 'source-scanner-lambda', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.X86_64,
      handler: 'index.handler',
      timeout: Duration.seconds(scannerTimeoutSeconds),
      memorySize: scannerMemoryMb,
      environment: { OFFLINE_ISOLATION: 'process' },
      code: Code.fromAsset(import.meta.dirname, {
        bundling: {
          // Never pulled: the local bundling below always answers.
          image: DockerImage.fromRegistry('none'),
          local: { tryBundle: bundleScanner },
        },
      }),
    }),
  { resourceGroupName: 'tools' },
);
