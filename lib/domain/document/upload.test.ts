import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkUpload, maxDocumentBytes, partsOf, uploadKey, uploadPartBytes } from './upload.ts';

const request = { fileName: 'plan.pdf', contentType: 'application/pdf', size: 10 };
const problemOf = (changed: Partial<typeof request> & { kind?: string }) => {
  const outcome = checkUpload({ ...request, ...changed });
  return outcome.ok ? 'taken' : `${outcome.error.field}: ${outcome.error.code}`;
};

describe('checkUpload', () => {
  it('keeps name and type exactly as they are', () => {
    const sent = { fileName: ' Ünï <b>.txt', contentType: 'text/plain; charset=UTF-8', size: 1, kind: null };
    expect(checkUpload(sent)).toEqual({ ok: true, data: sent });
  });

  it.each([
    [{ fileName: '../a.pdf' }, 'fileName: FILE_NAME_PATH'],
    [{ fileName: 'cv\u202efdp.exe' }, 'fileName: FILE_NAME_TEXT_DIRECTION'],
    [{ contentType: 'application/x-msdownload' }, 'contentType: UNSUPPORTED_TYPE'],
    [{ contentType: 'application/vnd.ms-word.document.macroEnabled.12' }, 'contentType: UNSUPPORTED_TYPE'],
    [{ contentType: 'application/msword' }, 'contentType: UNSUPPORTED_TYPE'],
    [{ contentType: 'text/plain\r\nx-amz-acl: public-read' }, 'contentType: UNSUPPORTED_TYPE'],
    [{ contentType: '' }, 'contentType: UNSUPPORTED_TYPE'],
    [{ contentType: 'application/vnd.ms-excel' }, 'contentType: UNSUPPORTED_TYPE'],
    [{ contentType: 'application/vnd.ms-excel', fileName: 'list.CSV' }, 'taken'],
    [{ size: 0 }, 'size: FILE_EMPTY'],
    [{ size: -1 }, 'size: FILE_EMPTY'],
    [{ size: 1.5 }, 'size: FILE_EMPTY'],
    [{ size: maxDocumentBytes }, 'taken'],
    [{ size: maxDocumentBytes + 1 }, 'size: FILE_TOO_LARGE'],
    [{ kind: 'SECRET' }, 'kind: INVALID_ARGUMENT'],
  ])('answers %j by %s', (changed, expected) => expect(problemOf(changed)).toBe(expected));
});

describe('partsOf', () => {
  it('leaves small files in one piece', () => {
    expect(partsOf(uploadPartBytes)).toEqual([]);
    expect(partsOf(uploadPartBytes + 1).map(({ size }) => size)).toEqual([uploadPartBytes, 1]);
  });

  it('covers every byte once, in order', () => {
    fc.assert(
      fc.property(fc.integer({ min: uploadPartBytes + 1, max: maxDocumentBytes }), (size) => {
        let end = 0;
        for (const [index, part] of partsOf(size).entries()) {
          expect(part).toMatchObject({ number: index + 1, offset: end });
          end += part.size;
        }
        expect(end).toBe(size);
      }),
    );
  });
});

describe('uploadKey', () => {
  it('holds no word of the file’s name', () => {
    expect(uploadKey({ organization: 'demo', projectId: 'p', id: 'd' })).toBe('uploads/demo/p/d');
  });
});
