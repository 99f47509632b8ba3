/** A function as a caller names it: `name`, `name:qualifier`, `account:function:name` or an ARN, qualified or not. */
export function parseName(nameOrArn: string): { name: string; qualifier: string | undefined } {
  const [, name = '', qualifier] = /(?:^|:)function:([^:]+)(?::([^:]+))?$/.exec(nameOrArn) ?? [
    '',
    ...nameOrArn.split(':'),
  ];
  return { name, qualifier };
}

export const bareName = (nameOrArn: string): string => parseName(nameOrArn).name;
