import { type CfnBucket, HttpMethods } from 'aws-cdk-lib/aws-s3';
import { uploadDays, uploadFolder } from '../../lib/domain/document/upload.ts';

/** Where the web app is served from: on Amplify Hosting its branch's address, else this machine. */
function webOrigins(env: Readonly<Record<string, string | undefined>>): string[] {
  if (env.WEB_ORIGINS) return env.WEB_ORIGINS.split(',').map((origin) => origin.trim());
  if (env.AWS_BRANCH && env.AWS_APP_ID) return [`https://${env.AWS_BRANCH}.${env.AWS_APP_ID}.amplifyapp.com`];
  return ['http://localhost:*', 'http://127.0.0.1:*'];
}

/** Closes the bucket to the public, lets what is left of uploads expire, and narrows the cross-origin rules, which defineStorage opens to everybody. */
export function hardenBucket(cfnBucket: CfnBucket, env: Readonly<Record<string, string | undefined>>): void {
  cfnBucket.publicAccessBlockConfiguration = {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  };
  cfnBucket.corsConfiguration = {
    corsRules: [
      {
        allowedOrigins: webOrigins(env),
        allowedMethods: [HttpMethods.GET, HttpMethods.PUT],
        allowedHeaders: ['content-type', 'content-length', 'if-none-match', 'x-amz-*'],
        exposedHeaders: ['ETag'],
        maxAge: 3000,
      },
    ],
  };
  // What was uploaded is copied to its place; what is left behind, or came when it was no longer wanted, goes.
  cfnBucket.lifecycleConfiguration = {
    rules: [
      { id: 'uploads', status: 'Enabled', prefix: `${uploadFolder}/`, expirationInDays: uploadDays },
      {
        id: 'unfinishedUploads',
        status: 'Enabled',
        abortIncompleteMultipartUpload: { daysAfterInitiation: uploadDays },
      },
    ],
  };
}
