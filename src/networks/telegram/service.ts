import type { Message } from './payload.ts'

/** Telegram's own announcements come as messages: who joined, what was pinned, a call that ended. Nobody speaks in them. */
export function isService(message: Message): boolean {
  return Object.keys(message).some((name) => announced.has(name) || families.test(name))
}

/** What a message holds that is neither its frame nor known to us. */
export function strange(message: Message): string {
  const names = Object.keys(message).filter((name) => !frame.has(name))
  return names.join(', ') || 'empty'
}

const families = /^(forum_topic_|general_forum_topic_|video_chat_|giveaway|suggested_post_|checklist_tasks_)/

const announced = new Set([
  'boost_added',
  'channel_chat_created',
  'chat_background_set',
  'chat_shared',
  'connected_website',
  'delete_chat_photo',
  'direct_message_price_changed',
  'gift',
  'group_chat_created',
  'left_chat_member',
  'message_auto_delete_timer_changed',
  'migrate_from_chat_id',
  'migrate_to_chat_id',
  'new_chat_members',
  'new_chat_photo',
  'new_chat_title',
  'paid_message_price_changed',
  'passport_data',
  'pinned_message',
  'proximity_alert_triggered',
  'refunded_payment',
  'successful_payment',
  'supergroup_chat_created',
  'unique_gift',
  'users_shared',
  'web_app_data',
  'write_access_allowed',
])

const frame = new Set([
  'message_id',
  'from',
  'sender_chat',
  'chat',
  'date',
  'edit_date',
  'business_connection_id',
  'entities',
  'caption_entities',
])
