type Characters<Text extends string> = Text extends `${infer First}${infer Rest}` ? First | Characters<Rest> : never;

type Letter = Characters<'abcdefghijklmnopqrstuvwxyz'>;

/** Keys that type no character. The code in src/terminal decodes them. */
export type NamedKey =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'return'
  | 'escape'
  | 'tab'
  | 'shift+tab'
  | 'backspace'
  | 'pageup'
  | 'pagedown';

/** A key that an action can be bound to. */
export type KeyName =
  | NamedKey
  | Letter
  | Uppercase<Letter>
  | Characters<'0123456789!"#$%&()*+,-./:;<=>?@[]^_{|}~'>
  | `ctrl+${Letter}`;
