import { describe, expect, it } from 'vitest';
import { attachmentOf, fileNameProblem, quotedName } from './file-name.ts';

describe('fileNameProblem', () => {
  it.each(['report.pdf', 'Ünïcødé 文書 (final).docx', '.env', 'a'.repeat(255), 'console.log', '=1+1.csv', 'x .md'])(
    'takes %s as it is',
    (name) => expect(fileNameProblem(name)).toBeNull(),
  );

  it.each([
    ['', 'EMPTY'],
    [' \t', 'EMPTY'],
    ['a'.repeat(256), 'TOO_LONG'],
    ['a\u0000.pdf', 'CONTROL_CHARACTER'],
    ['a\r\nb.pdf', 'CONTROL_CHARACTER'],
    ['cv\u202efdp.exe', 'TEXT_DIRECTION'],
    ['../../etc/passwd', 'PATH'],
    ['..', 'PATH'],
    ['C:\\boot.ini', 'PATH'],
    ['NUL', 'DEVICE_NAME'],
    ['com1.txt', 'DEVICE_NAME'],
    ['aux .tar.gz', 'DEVICE_NAME'],
    ['half \ud800', 'NOT_UNICODE'],
  ])('refuses %j as %s', (name, code) => expect(fileNameProblem(name)?.code).toBe(code));
});

describe('quotedName', () => {
  it('shows what could deceive as numbers and cuts what is long', () => {
    expect(quotedName('cv\u202efdp.exe\n')).toBe('“cv\\u202efdp.exe\\u000a”');
    expect(quotedName('a'.repeat(300))).toHaveLength(120);
  });
});

describe('attachmentOf', () => {
  it('names the file twice: for old browsers in ASCII, for others as it is', () => {
    expect(attachmentOf('Übersicht "a".pdf')).toBe(
      `attachment; filename="_bersicht _a_.pdf"; filename*=UTF-8''%C3%9Cbersicht%20%22a%22.pdf`,
    );
  });
});
