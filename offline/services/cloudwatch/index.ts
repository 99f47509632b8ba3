import { handleAwsJson } from '../../kernel/aws-json.ts';
import type { Cancel } from '../../kernel/clock.ts';
import type { OfflineService } from '../../kernel/service.ts';
import { queryErrorHeader } from './errors.ts';
import { getMetricData } from './operations/get-metric-data.ts';
import { getMetricStatistics } from './operations/get-metric-statistics.ts';
import { listMetrics } from './operations/list-metrics.ts';
import { putMetricData } from './operations/put-metric-data.ts';
import { CloudWatchState } from './state.ts';

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
  route: { targets: ['GraniteServiceVersion20100801'] },
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
      handle: (request) =>
        handleAwsJson(
          {
            ...{ operations, state, context, version: '1.0' },
            errorPrefix: 'com.amazonaws.cloudwatch#',
            errorHeaders: queryErrorHeader,
          },
          request,
        ),
      stop: () => {
        cancel();
        state.store.close();
      },
    };
  },
} satisfies OfflineService;
