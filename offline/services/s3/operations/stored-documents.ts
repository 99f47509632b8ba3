import { malformedXml, S3Error } from '../errors.ts';
import { allow, bodyOf, bucketArn, type S3Request } from '../request.ts';
import { parseXml, XML_HEADERS, type XmlNode, xmlResponse } from '../xml.ts';
import type { BucketSetting } from './bucket-settings.ts';

type Kept = {
  /** The query's name. */
  name: string;
  root: string;
  /** `GetBucketLogging`. */
  action: string;
  /** The answer where nothing was put: an empty document of these elements, or the error of this code. */
  absent: { elements: object } | { code: string; message: string };
  removable?: true;
  check?: (document: XmlNode) => void;
};

/** Configurations that nothing on this machine heeds: what was put is given back. */
function kept({ name, root, action, absent, removable, check }: Kept): BucketSetting {
  const change = (input: S3Request, text: string | undefined) => {
    const { [name]: _, ...documents } = input.state.bucket(input.bucket).settings.documents;
    input.state.change(input.bucket, { documents: text === undefined ? documents : { ...documents, [name]: text } });
  };
  return {
    get(input) {
      const { settings } = input.state.bucket(input.bucket);
      allow(input, action, bucketArn(input.bucket));
      const text = settings.documents[name];
      if (text !== undefined) return { status: 200, headers: { ...XML_HEADERS }, body: text };
      if ('code' in absent) throw new S3Error(absent.code, absent.message, { status: 404 });
      return xmlResponse(root, absent.elements);
    },
    async put(input) {
      input.state.bucket(input.bucket);
      allow(input, action.replace('Get', 'Put'), bucketArn(input.bucket));
      const text = (await bodyOf(input)).toString();
      check?.(parseXml(text, root));
      parseXml(text, root);
      change(input, text);
      return { status: 200 };
    },
    ...(removable && {
      delete(input: S3Request) {
        input.state.bucket(input.bucket);
        allow(input, action.replace('Get', 'Delete'), bucketArn(input.bucket));
        change(input, undefined);
        return { status: 204 };
      },
    }),
  };
}

const oneOf =
  (name: string, ...values: readonly string[]) =>
  (document: XmlNode) => {
    if (!values.includes(document.text(name) ?? '')) throw malformedXml();
  };

export const logging = kept({
  name: 'logging',
  root: 'BucketLoggingStatus',
  action: 'GetBucketLogging',
  absent: { elements: {} },
});
export const requestPayment = kept({
  name: 'requestPayment',
  root: 'RequestPaymentConfiguration',
  action: 'GetBucketRequestPayment',
  absent: { elements: { Payer: 'BucketOwner' } },
  check: oneOf('Payer', 'BucketOwner', 'Requester'),
});
export const accelerate = kept({
  name: 'accelerate',
  root: 'AccelerateConfiguration',
  action: 'GetAccelerateConfiguration',
  absent: { elements: {} },
  check: oneOf('Status', 'Enabled', 'Suspended'),
});
export const website = kept({
  name: 'website',
  root: 'WebsiteConfiguration',
  action: 'GetBucketWebsite',
  absent: {
    code: 'NoSuchWebsiteConfiguration',
    message: 'The specified bucket does not have a website configuration',
  },
  removable: true,
  check(document) {
    if (!document.has('IndexDocument') && !document.has('RedirectAllRequestsTo')) throw malformedXml();
  },
});
