'use client';

import { Slot } from 'radix-ui';
import { type ComponentType, type ReactElement, useState } from 'react';

export type MenuProps = { trigger: ReactElement };

type LazyMenuProps<Props> = {
  /** A button; it stands alone until the menu is first asked for. */
  trigger: ReactElement;
  /** Loads the menu: a component that opens at once around its trigger. */
  load: () => Promise<ComponentType<Props & MenuProps>>;
  props: Props;
};

/** A menu whose code is loaded when somebody reaches for it: most visits open none. */
export function LazyMenu<Props extends object>({ trigger, load, props }: LazyMenuProps<Props>) {
  const [Menu, setMenu] = useState<ComponentType<Props & MenuProps> | null>(null);
  if (Menu) return <Menu {...props} trigger={trigger} />;
  return (
    <Slot.Root
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => void load().then((Loaded) => setMenu(() => Loaded))}
    >
      {trigger}
    </Slot.Root>
  );
}
