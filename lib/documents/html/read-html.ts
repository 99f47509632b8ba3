import type { BlockList } from '../block-list.ts';
export function readHtml(_text: string, _list: BlockList): { title: string | null; metadata: Record<string, string> } {
  throw new Error('later');
}
