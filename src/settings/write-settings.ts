import { Document, isMap, isSeq, visit } from 'yaml'
import { z } from 'zod'
import { type Settings, type SettingsJson, settingsSchema } from './settings.ts'

/** The text of a settings file, which `readSettings` reads back as the same settings. */
export function writeSettings(settings: Settings): string {
  const document = new Document(brief(z.encode(settingsSchema, settings)))
  // Lists of plain words, and small things inside a list, stand on one line, as a person would write them.
  visit(document, {
    Collection(_, node, path) {
      const inList = isSeq(path.at(-1))
      if (isSeq(node) ? !node.items.some((item) => isMap(item)) : inList && !node.has('zone')) node.flow = true
    },
  })
  return document.toString({ lineWidth: 0, flowCollectionPadding: true })
}

/** What says nothing is left out. */
function brief(settings: SettingsJson): SettingsJson {
  return {
    ...settings,
    targets: settings.targets?.map(({ when = {}, ...promise }) =>
      Object.keys(when).length > 0 ? { when, ...promise } : promise,
    ),
    reminders: {
      ...settings.reminders,
      steps: settings.reminders?.steps?.map(({ always, ...step }) => (always ? { ...step, always } : step)),
    },
  }
}
