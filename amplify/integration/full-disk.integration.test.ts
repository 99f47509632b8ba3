import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually, history, replyTo, send } from './conversation.ts';
import { backendPid } from './crash.ts';
import { administrator, graphql, newProject, outputs, type Person, personOf } from './people.ts';
import { recordsOf } from './records.ts';

/** Forbids the backend to write beyond so many bytes of any file: each write then fails as on a full disk. */
function limitFiles(bytes: 0 | 'unlimited'): void {
  execFileSync('prlimit', [`--pid=${backendPid()}`, `--fsize=${bytes}:`]);
}

function hasPrlimit(): boolean {
  try {
    execFileSync('prlimit', ['--version']);
    return true;
  } catch {
    return false;
  }
}

let manager: Person;
let projectId: string;
beforeAll(async () => {
  manager = await personOf('pm@demo.test');
  projectId = await newProject(manager, 'demo', 'Before the disk was full');
});

// prlimit comes with util-linux; on macOS there is nothing like it.
describe.skipIf(!hasPrlimit())('while the disk is full', () => {
  afterEach(() => limitFiles('unlimited'));
  const create = (name: string) =>
    graphql(manager, 'mutation($input: CreateProjectInput!) { createProject(input: $input) { id } }', {
      input: { organization: 'demo', name },
    });

  it('a write is refused with the reason, what is there can be read, and then it goes on', async () => {
    const s3 = new S3Client({ ...administrator, maxAttempts: 1 });
    const file = { Bucket: outputs.custom.bucketName, Key: 'artifacts/demo/full-disk.txt' };
    await s3.send(new PutObjectCommand({ ...file, Body: 'first' }));
    limitFiles(0);

    for (let attempt = 0; attempt < 3; attempt += 1) {
      const refused = await create('On a full disk');
      expect(refused.data?.createProject ?? null).toBeNull();
      expect(refused.errors?.[0]?.message).toMatch(/disk is full/);
    }
    await expect(send(manager, { projectId, message: 'On a full disk' })).rejects.toThrow(/Unavailable|InternalError/);
    await expect(s3.send(new PutObjectCommand({ ...file, Body: 'second' }))).rejects.toThrow(/disk.* full/);
    const { data } = await graphql(manager, `{ getProject(id: "${projectId}") { name } }`);
    expect(data?.getProject).toEqual({ name: 'Before the disk was full' });
    expect(await history(manager, projectId)).toEqual([]);

    limitFiles('unlimited');
    expect((await create('With space again')).errors).toBeUndefined();
    const { id } = await send(manager, { projectId, message: 'We have 40 TB of data.' });
    await replyTo(manager, projectId, id);
    expect(await history(manager, projectId)).toHaveLength(2);
    expect((await recordsOf('Project')).some(({ name }) => name === 'On a full disk')).toBe(false);
    expect(await (await s3.send(new GetObjectCommand(file))).Body?.transformToString()).toBe('first');
  });

  it('what was acknowledged before waits, and is answered once when there is space', async () => {
    const before = await history(manager, projectId);
    const { id } = await send(manager, { projectId, message: 'We have no data lake.' });
    limitFiles(0);
    const pid = backendPid();
    // Longer than the function's retries last: they must not be used up meanwhile.
    await sleep(5000);
    limitFiles('unlimited');
    expect(backendPid()).toBe(pid);
    await replyTo(manager, projectId, id);
    expect(await history(manager, projectId)).toHaveLength(before.length + 2);
    // What hangs on the table's stream goes on, too.
    const late = await newProject(manager, 'demo', 'After the disk was full');
    await eventually('the audit of the new project', async () =>
      (await recordsOf('AuditEvent')).find((event) => event.projectId === late),
    );
  });
});
