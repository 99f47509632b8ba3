import type { OfflineService } from '../../kernel/service.ts';
import { applyTables } from './apply.ts';
import { dynamoDbPort } from './port.ts';
import { amplifyTableSupport, globalTableSupport, tableSupport } from './resources.ts';
import { DynamoState } from './state.ts';
import { Expiry } from './tables/expiry.ts';
import { throttleHelper } from './throttling/helper.ts';
import { answer } from './wire.ts';

/** DynamoDB and DynamoDB Streams. */
export const dynamodb = {
  name: 'dynamodb',
  resources: {
    'AWS::DynamoDB::Table': tableSupport,
    'AWS::DynamoDB::GlobalTable': globalTableSupport,
    'Custom::AmplifyDynamoDBTable': amplifyTableSupport,
  },
  route: { targets: ['DynamoDB_20120810', 'DynamoDBStreams_20120810'] },
  create(context) {
    const state = new DynamoState(context);
    const expiry = new Expiry(state);
    state.onExpiryChange = () => {
      expiry.arm();
    };
    context.bus.provide('dynamodb', dynamoDbPort(state));
    return {
      apply: (resources) => {
        applyTables(state, resources);
      },
      start: () => {
        expiry.arm();
      },
      handle: (request) => answer(state, request),
      helpers: { throttle: (request) => throttleHelper(state.throttle, request) },
      stop: () => {
        expiry.stop();
        state.store.close();
      },
    };
  },
} satisfies OfflineService;
