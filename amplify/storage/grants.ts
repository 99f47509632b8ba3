import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';

const prefix = 'artifacts';

/** Lets a function read the artifacts; listing them is what makes S3 say that one is missing instead of forbidden. */
export function grantReadArtifacts(fn: LambdaFunction, bucket: IBucket): void {
  fn.addToRolePolicy(
    new PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects(`${prefix}/*`)] }),
  );
  fn.addToRolePolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }));
  fn.addEnvironment('BUCKET_NAME', bucket.bucketName);
}

/** Lets a function write artifacts. */
export function grantWriteArtifacts(fn: LambdaFunction, bucket: IBucket): void {
  fn.addToRolePolicy(
    new PolicyStatement({ actions: ['s3:PutObject'], resources: [bucket.arnForObjects(`${prefix}/*`)] }),
  );
  fn.addEnvironment('BUCKET_NAME', bucket.bucketName);
}
