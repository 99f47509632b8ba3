import { CallError, dynamodb } from '../api.ts';
import { button, choice, confirm, dialog, field, form, h, toast } from '../dom.ts';
import { absent, type Item, itemToPlain, readItem, unchanged } from '../dynamo.ts';
import type { TableDescription } from '../table-description.ts';

type Editing = { description: TableDescription; item?: Item; again: () => Promise<void> };
type Form = 'plain' | 'dynamodb';

const FORMS = [
  ['plain', 'Plain JSON'],
  ['dynamodb', 'DynamoDB JSON'],
] as const;

/** Shows an item to change, copy or delete, or takes a new one. It is saved only where nobody changed it meanwhile. */
export function editItem(editing: Editing): HTMLDialogElement {
  const { description, item } = editing;
  const keys = description.KeySchema.map(({ AttributeName }) => AttributeName);
  const key = (of: Item) => Object.fromEntries(Object.entries(of).filter(([name]) => keys.includes(name)));
  const template = Object.fromEntries(description.KeySchema.map(({ AttributeName }) => [AttributeName, { S: '' }]));
  let shown: Form = 'plain';
  const write = (of: Item, how: Form) => JSON.stringify(how === 'plain' ? itemToPlain(of) : of, undefined, 2);
  const text = h('textarea', { class: 'code', rows: 18, spellcheck: 'false' });
  text.value = write(item ?? template, shown);

  const change = (to: string) => {
    const next: Form = to === 'plain' ? 'plain' : 'dynamodb';
    text.value = write(readItem(text.value, shown, item), next);
    shown = next;
  };
  const how = choice(FORMS, shown, (value) => {
    try {
      change(value);
    } catch (error) {
      how.value = shown;
      toast(error instanceof Error ? error.message : String(error), 'failed');
    }
  });

  const element = dialog(
    item ? 'Item' : 'New item',
    (close) => {
      const done = async (told: string) => {
        close();
        toast(told, 'done');
        await editing.again();
      };
      const save = async () => {
        const changed = readItem(text.value, shown, item);
        if (item && JSON.stringify(key(changed)) !== JSON.stringify(key(item))) {
          throw new Error(`The key (${keys.join(', ')}) names the item and cannot be changed. Save it as a new item.`);
        }
        await put(changed, item ? unchanged(item) : absent(keys[0] ?? ''));
        await done('Saved.');
      };
      const put = (value: Item, condition: object) =>
        guarded(dynamodb('PutItem', { TableName: description.TableName, Item: value, ...condition }));
      return form(
        [
          field('Form', how),
          field('Item', text),
          h(
            'footer',
            {},
            item && button('Delete', () => remove(editing, item, key(item), close), { icon: 'trash', kind: 'danger' }),
            item &&
              button('Save as new', async () => {
                await put(readItem(text.value, shown, item), absent(keys[0] ?? ''));
                await done('Saved as a new item.');
              }),
            button(item ? 'Save' : 'Add', undefined, { kind: 'primary', submit: true }),
          ),
        ],
        save,
      );
    },
    true,
  );
  text.focus();
  return element;
}

function remove({ description, again }: Editing, item: Item, key: Item, close: () => void): void {
  confirm('Delete this item?', JSON.stringify(itemToPlain(key)), 'Delete', async () => {
    await guarded(dynamodb('DeleteItem', { TableName: description.TableName, Key: key, ...unchanged(item) }));
    close();
    toast('Deleted.', 'done');
    await again();
  });
}

async function guarded(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof CallError) || error.code !== 'ConditionalCheckFailedException') throw error;
    throw new Error(
      'Not saved: the item was changed or deleted meanwhile, or its key is taken. Close, look, and edit anew.',
    );
  }
}
