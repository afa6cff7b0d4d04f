import { createContext, type ReactElement, type ReactNode, useContext } from 'react';

const DisabledContext = createContext(false);

/** Everything inside can be read and not be changed. */
export function Disabled({
  isDisabled,
  children,
}: {
  readonly isDisabled: boolean;
  readonly children: ReactNode;
}): ReactElement {
  return <DisabledContext.Provider value={isDisabled}>{children}</DisabledContext.Provider>;
}

/** Is a control off, by itself or by what it stands in? */
export function useDisabled(own: boolean): boolean {
  return useContext(DisabledContext) || own;
}
