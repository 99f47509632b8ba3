import type { Principal } from '../../../kernel/principal.ts';
import type { ServiceContext } from '../../../kernel/service.ts';
import type { XmlValue } from '../xml.ts';

/** One operation of the query protocol: parameters are texts by their dotted names. */
export type QueryOperation = {
  readonly unsigned: boolean;
  execute(
    context: ServiceContext,
    parameters: Readonly<Record<string, string>>,
    principal: Principal,
  ): XmlValue | Promise<XmlValue>;
};
