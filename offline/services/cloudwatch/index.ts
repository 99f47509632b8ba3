import { handleAwsJson } from '../../kernel/aws-json.ts';
import type { Cancel } from '../../kernel/clock.ts';
import { cborOperation, handleRpcCbor } from '../../kernel/rpc-cbor.ts';
import type { OfflineService } from '../../kernel/service.ts';
import { queryErrorHeader } from './errors.ts';
import { getMetricData } from './operations/get-metric-data.ts';
import { getMetricStatistics } from './operations/get-metric-statistics.ts';
import { listMetrics } from './operations/list-metrics.ts';
import { putMetricData } from './operations/put-metric-data.ts';
import { CloudWatchState } from './state.ts';

const TARGET = 'GraniteServiceVersion20100801';
const HOUR_MS = 3_600_000;

const operations = {
  PutMetricData: putMetricData,
  GetMetricData: getMetricData,
  GetMetricStatistics: getMetricStatistics,
  ListMetrics: listMetrics,
};

/** CloudWatch metrics. Alarms and dashboards are not emulated. */
export const cloudwatch = {
  name: 'cloudwatch',
  resources: {},
  route: {
    targets: [TARGET],
    // Some versions of the SDKs speak CBOR by default.
    matches: ({ rawPath }) => cborOperation(rawPath, TARGET) !== undefined,
  },
  create(context) {
    const state = new CloudWatchState(context);
    let cancel: Cancel = () => undefined;
    const retainByTheHour = () => {
      state.retain();
      cancel = context.clock.after(HOUR_MS, retainByTheHour);
    };
    context.bus.provide('metrics', {
      put: (namespace, data) => {
        state.put(namespace, data);
      },
    });
    return {
      apply: () => undefined,
      start: retainByTheHour,
      handle(request) {
        const service = {
          ...{ operations, state, context, version: '1.0' as const },
          errorPrefix: 'com.amazonaws.cloudwatch#',
          errorHeaders: queryErrorHeader,
          timestamps: ['Timestamp', 'Timestamps'],
        };
        const operation = cborOperation(request.rawPath, TARGET);
        return operation === undefined ? handleAwsJson(service, request) : handleRpcCbor(service, operation, request);
      },
      stop: () => {
        cancel();
        state.store.close();
      },
    };
  },
} satisfies OfflineService;
