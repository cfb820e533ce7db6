import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'

/** Shows a dialog while its component stands, and gives the focus back to where it was. */
export function useDialog(box: RefObject<HTMLDialogElement | null>, first = '') {
  useLayoutEffect(() => {
    const before = document.activeElement
    const dialog = box.current
    if (!dialog?.open) dialog?.showModal()
    if (first) dialog?.querySelector<HTMLElement>(first)?.focus()
    return () => {
      dialog?.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
}
