import { rest } from '../api.ts';
import {
  badge,
  block,
  button,
  card,
  confirm,
  copyable,
  empty,
  facts,
  field,
  h,
  heading,
  link,
  notice,
  time,
  toast,
} from '../dom.ts';
import { bytes, pretty, shortName } from '../format.ts';
import { href } from '../route.ts';
import { table } from '../table.ts';
import type { Section, View } from '../view.ts';
import { elements, textOf } from '../xml.ts';

type Entry = { name: string; key: string; size?: number; modified?: string };
type Version = { id: string; isLatest: boolean; isDeleted: boolean; size: number; modified: string };

const MOST_UPLOADED = 40_000_000;
const MOST_SHOWN = 200_000;

const pathOf = (bucket: string, key = '') =>
  `/${bucket}${key ? `/${key.split('/').map(encodeURIComponent).join('/')}` : ''}`;
const s3 = (
  method: 'GET' | 'HEAD' | 'PUT' | 'DELETE',
  path: string,
  more: { query?: Record<string, string>; headers?: Record<string, string>; bodyBase64?: string } = {},
) => rest({ service: 's3', method, path, ...more });

const xml = async (path: string, query: Record<string, string> = {}): Promise<string> =>
  (await s3('GET', path, { query })).text();

export const buckets: Section = {
  id: 'buckets',
  title: 'Buckets',
  async render(view) {
    const [, bucket, ...key] = view.path;
    if (bucket === undefined) return renderList(view);
    return key.length === 0 ? renderBucket(view, bucket) : renderObject(view, bucket, key.join('/'));
  },
};

async function renderList(view: View): Promise<void> {
  const found = elements(await xml('/'), 'Bucket').map((each) => ({
    name: textOf(each, 'Name'),
    created: textOf(each, 'CreationDate'),
  }));
  view.show(
    heading('Buckets'),
    table(view, {
      name: 'buckets',
      rows: found,
      sort: 'name',
      empty: 'The app has no bucket.',
      open: ({ name }) => href(['buckets', name]),
      columns: [
        { key: 'name', title: 'Bucket', value: ({ name }) => shortName(name) },
        {
          key: 'physical',
          title: 'Physical name',
          minor: true,
          value: ({ name }) => name,
          cell: ({ name }) => copyable(name),
        },
        {
          key: 'created',
          title: 'Created',
          value: ({ created }) => Date.parse(created),
          cell: ({ created }) => time(created),
        },
      ],
    }),
  );
}

async function renderBucket(view: View, bucket: string): Promise<void> {
  const prefix = view.query.prefix ?? '';
  const listed = await xml(pathOf(bucket), { 'list-type': '2', prefix, delimiter: '/', 'max-keys': '1000' });
  const folders: Entry[] = elements(listed, 'CommonPrefixes').map((each) => {
    const key = textOf(each, 'Prefix');
    return { name: key.slice(prefix.length), key };
  });
  const files: Entry[] = elements(listed, 'Contents').map((each) => {
    const key = textOf(each, 'Key');
    return {
      name: key.slice(prefix.length) || key,
      key,
      size: Number(textOf(each, 'Size')),
      modified: textOf(each, 'LastModified'),
    };
  });
  const parts = prefix.split('/').filter(Boolean);
  const crumbs = parts.map((name, index) => [
    '/ ',
    link(href(['buckets', bucket], { prefix: `${parts.slice(0, index + 1).join('/')}/` }), name),
  ]);
  const isCut = textOf(listed, 'IsTruncated') === 'true';
  view.show(
    heading(parts.at(-1) ?? shortName(bucket), [
      link('#/buckets', 'Buckets'),
      '/ ',
      link(href(['buckets', bucket]), shortName(bucket)),
      ...crumbs,
    ]),
    facts([['Bucket', copyable(bucket)]]),
    upload(view, bucket, prefix),
    isCut ? notice('waiting', 'Only the first 1,000 are listed; go into a folder.') : '',
    table(view, {
      name: 'objects',
      rows: [...folders, ...files],
      empty: 'Nothing here.',
      open: ({ key, size }) =>
        size === undefined ? href(['buckets', bucket], { prefix: key }) : href(['buckets', bucket, ...key.split('/')]),
      columns: [
        { key: 'name', title: 'Name', value: ({ name }) => name, cell: ({ name }) => h('code', {}, name) },
        {
          key: 'size',
          title: 'Size',
          numeric: true,
          value: ({ size }) => size,
          cell: ({ size }) => (size === undefined ? '–' : bytes(size)),
        },
        {
          key: 'modified',
          title: 'Changed',
          value: ({ modified }) => (modified ? Date.parse(modified) : undefined),
          cell: ({ modified }) => time(modified),
        },
      ],
    }),
  );
}

function upload(view: View, bucket: string, prefix: string): HTMLElement {
  const file = h('input', { type: 'file', multiple: true });
  const send = async () => {
    for (const each of file.files ?? []) {
      if (each.size > MOST_UPLOADED)
        throw new Error(`${each.name} is larger than ${bytes(MOST_UPLOADED)}; upload it with the AWS CLI.`);
      await s3('PUT', pathOf(bucket, prefix + each.name), {
        headers: { 'content-type': each.type || 'application/octet-stream' },
        bodyBase64: await base64(each),
      });
      toast(`Uploaded ${each.name}.`, 'done');
    }
    await renderBucket(view, bucket);
  };
  return h(
    'div',
    { class: 'buttons' },
    field('Files to upload here', file),
    button('Upload', send, { icon: 'upload' }),
  );
}

async function base64(file: Blob): Promise<string> {
  const data = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < data.length; at += 0x8000) text += String.fromCharCode(...data.subarray(at, at + 0x8000));
  return btoa(text);
}

async function renderObject(view: View, bucket: string, key: string): Promise<void> {
  const versionId = view.query.version;
  const query: Record<string, string> = versionId ? { versionId } : {};
  const versions = await versionsOf(bucket, key);
  const folder = key.includes('/') ? `${key.slice(0, key.lastIndexOf('/'))}/` : '';
  const name = key.split('/').at(-1) ?? key;
  const crumbs = [
    link('#/buckets', 'Buckets'),
    '/ ',
    link(href(['buckets', bucket], { prefix: folder }), folder || shortName(bucket)),
  ];
  if (!versionId && versions.find(({ isLatest }) => isLatest)?.isDeleted) {
    view.show(
      heading(name, crumbs),
      notice('waiting', 'The newest version is a delete marker.'),
      versionTable(view, bucket, key, versions),
    );
    return;
  }
  const head = await s3('HEAD', pathOf(bucket, key), { query });
  const type = head.headers.get('content-type') ?? '';
  const size = Number(head.headers.get('content-length') ?? 0);
  const bodyOf = async () => (await s3('GET', pathOf(bucket, key), { query })).blob();
  view.show(
    heading(
      name,
      crumbs,
      button(
        'Download',
        async () => {
          const anchor = h('a', {
            href: URL.createObjectURL(new Blob([await bodyOf()], { type: 'application/octet-stream' })),
            download: name,
          });
          anchor.click();
          URL.revokeObjectURL(anchor.href);
        },
        { icon: 'download' },
      ),
      button(
        'Delete',
        () =>
          confirm(versionId ? 'Delete this version?' : 'Delete this object?', key, 'Delete', async () => {
            await s3('DELETE', pathOf(bucket, key), { query });
            toast('Deleted.', 'done');
            location.hash = href(['buckets', bucket], { prefix: folder });
          }),
        { icon: 'trash', kind: 'danger' },
      ),
    ),
    facts([
      ['Key', copyable(key)],
      ['Type', type],
      ['Size', bytes(size)],
      ['Changed', time(head.headers.get('last-modified') ?? undefined)],
      ['ETag', h('code', {}, head.headers.get('etag') ?? '')],
    ]),
    versions.length > 1 ? versionTable(view, bucket, key, versions) : '',
    card('Preview', await preview(type, size, bodyOf)),
  );
}

async function versionsOf(bucket: string, key: string): Promise<Version[]> {
  const listed = await xml(pathOf(bucket), { versions: '', prefix: key });
  return ['Version', 'DeleteMarker'].flatMap((kind) =>
    elements(listed, kind)
      .filter((each) => textOf(each, 'Key') === key)
      .map((each) => ({
        id: textOf(each, 'VersionId'),
        isLatest: textOf(each, 'IsLatest') === 'true',
        isDeleted: kind === 'DeleteMarker',
        size: Number(textOf(each, 'Size')),
        modified: textOf(each, 'LastModified'),
      })),
  );
}

const versionTable = (view: View, bucket: string, key: string, versions: readonly Version[]) =>
  table(view, {
    name: 'versions',
    rows: versions,
    sort: '-modified',
    empty: 'No version.',
    open: ({ id }) => href(['buckets', bucket, ...key.split('/')], { version: id }),
    columns: [
      { key: 'id', title: 'Version', value: ({ id }) => id, cell: ({ id }) => h('code', {}, id) },
      {
        key: 'kind',
        title: 'Kind',
        value: ({ isDeleted }) => (isDeleted ? 'delete marker' : 'object'),
        cell: ({ isDeleted, isLatest }) =>
          isDeleted ? badge('idle', 'delete marker') : badge('done', isLatest ? 'newest' : 'older'),
      },
      { key: 'size', title: 'Size', numeric: true, value: ({ size }) => size, cell: ({ size }) => bytes(size) },
      {
        key: 'modified',
        title: 'Changed',
        value: ({ modified }) => Date.parse(modified),
        cell: ({ modified }) => time(modified),
      },
    ],
  });

/** Text as text and pictures as pictures; a vector picture is shown as its text, because it may hold script. */
async function preview(type: string, size: number, bodyOf: () => Promise<Blob>): Promise<HTMLElement> {
  if (/^image\/(png|jpeg|gif|webp|avif)/.test(type) && size < MOST_UPLOADED) {
    const image = h('img', { alt: 'The stored picture', class: 'preview' });
    image.src = URL.createObjectURL(await bodyOf());
    image.onload = () => URL.revokeObjectURL(image.src);
    return image;
  }
  if (!/^text\/|json|xml|javascript|yaml|svg|markdown/.test(type))
    return empty(`Nothing to show of ${type || 'this type'}; download it.`);
  const text = await (await bodyOf()).slice(0, MOST_SHOWN).text();
  return h(
    'div',
    {},
    block(pretty(text), 'Content'),
    size > MOST_SHOWN && h('small', {}, `The first ${bytes(MOST_SHOWN)}.`),
  );
}
