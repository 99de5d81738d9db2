import type { Action } from '../actions/action.ts';

/** What stands in a line after an action; undefined where that is no typing. */
export function typedAfter(typed: string, action: Action): string | undefined {
  switch (action.kind) {
    case 'type':
      return typed + action.text;
    case 'erase':
      return typed.slice(0, -1);
    case 'clear':
      return '';
    default:
      return undefined;
  }
}
