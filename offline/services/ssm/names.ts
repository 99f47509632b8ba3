import { ServiceError } from '../../kernel/errors.ts';

const MOST_LEVELS = 15;

/** A parameter as a request names it: `name`, its ARN, either with `:version` or `:label`. */
export function parseSelector(nameOrArn: string): { name: string; isArn: boolean; selector: string | undefined } {
  const [, path] = /^arn:aws:ssm:[^:]*:\d*:parameter(\/.*)$/.exec(nameOrArn) ?? [];
  const [name = '', selector] = (path ?? nameOrArn).split(':');
  return { name, isArn: path !== undefined, selector };
}

/** @throws ServiceError where a parameter cannot be named so. */
export function checkName(name: string): void {
  if (/^\/?(aws|ssm)/i.test(name)) {
    if (/^\/aws(\/|$)/i.test(name)) {
      throw new ServiceError('AccessDeniedException', `No access to reserved parameter name: ${name}.`);
    }
    throw invalid(
      'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_',
    );
  }
  if (!/^\/?[\w.-]+(\/[\w.-]+)*$/.test(name)) {
    throw invalid('Parameter name must be a fully qualified name.');
  }
  if (name.includes('/') && !name.startsWith('/')) throw invalid('Parameter name must be a fully qualified name.');
  if (name.split('/').length - 1 > MOST_LEVELS) {
    throw new ServiceError(
      'HierarchyLevelLimitExceededException',
      `Parameter name must not exceed ${MOST_LEVELS} levels: ${name}`,
    );
  }
}

export const invalid = (message: string): ServiceError => new ServiceError('ValidationException', message);
