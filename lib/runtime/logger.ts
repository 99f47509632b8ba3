import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { maskLogValue } from '#lib/domain/guardrails/mask-log';

const namespace = 'AgenticAIFactory';

/** Structured log of one function, masked; append `correlationId` to follow a click to its reply. */
export function createLogger(serviceName: string): Logger {
  return new Logger({ serviceName, jsonReplacerFn: maskLogValue });
}

/** Metrics in the embedded format: they travel with the log and cost no request. */
export function createMetrics(serviceName: string): Metrics {
  return new Metrics({ namespace, serviceName });
}
