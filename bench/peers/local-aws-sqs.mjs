// node local-aws-sqs.mjs PORT
import { createRequire } from 'node:module';

const { createSqsServer } = createRequire(`${process.env.PEERS}/`)('local-aws-sqs');
const port = Number(process.argv[2]);
await createSqsServer({ port });
process.stdout.write(`ready http://localhost:${port}\n`);
