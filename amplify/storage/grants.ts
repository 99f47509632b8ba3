import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { uploadFolder } from '../../lib/domain/document/upload.ts';

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

const documents = 'documents';

function allow(fn: LambdaFunction, bucket: IBucket, actions: readonly string[], keys: string): void {
  fn.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources: [bucket.arnForObjects(keys)] }));
  fn.addEnvironment('BUCKET_NAME', bucket.bucketName);
}

/** Lets a function read documents and what was made of them. */
export function grantReadDocuments(fn: LambdaFunction, bucket: IBucket): void {
  allow(fn, bucket, ['s3:GetObject'], `${documents}/*`);
}

/** Lets a function sign uploads, join their parts, and copy what has arrived to its place; and sign downloads. */
export function grantTakeUploads(fn: LambdaFunction, bucket: IBucket): void {
  allow(fn, bucket, ['s3:GetObject', 's3:PutObject', 's3:ListMultipartUploadParts'], `${uploadFolder}/*`);
  allow(fn, bucket, ['s3:GetObject'], `${documents}/*`);
  allow(fn, bucket, ['s3:PutObject'], `${documents}/*/original`);
  // Listing is what makes S3 say that a file is missing instead of forbidden.
  fn.addToRolePolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }));
}

/** Lets a function write the texts of documents, and take one back. */
export function grantWriteDocumentTexts(fn: LambdaFunction, bucket: IBucket): void {
  allow(fn, bucket, ['s3:PutObject', 's3:DeleteObject'], `${documents}/*/text.json`);
}

/** Lets a function write what the scan of a source brought, beside that source. */
export function grantWriteSystemModels(fn: LambdaFunction, bucket: IBucket): void {
  allow(fn, bucket, ['s3:PutObject'], `${documents}/*/system-model.json`);
  // Listing is what makes S3 say that a source is missing instead of forbidden.
  fn.addToRolePolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }));
}

/** Lets a function remove documents with all their versions. */
export function grantRemoveDocuments(fn: LambdaFunction, bucket: IBucket): void {
  grantRemove(fn, bucket, [documents, uploadFolder]);
}

/** Lets a function remove everything of a project, with all versions. */
export function grantRemoveProjects(fn: LambdaFunction, bucket: IBucket): void {
  grantRemove(fn, bucket, [prefix, documents, uploadFolder]);
}

function grantRemove(fn: LambdaFunction, bucket: IBucket, folders: readonly string[]): void {
  for (const folder of folders) {
    allow(fn, bucket, ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:AbortMultipartUpload'], `${folder}/*`);
  }
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['s3:ListBucketVersions'],
      resources: [bucket.bucketArn],
      conditions: { StringLike: { 's3:prefix': folders.map((folder) => `${folder}/*`) } },
    }),
  );
}
