import type { Writing } from './open-world.ts'

type Said = Omit<Writing, 'post'> & { about?: 'mugs' | 'lamp' | 'parcels' }

const comment = (customer: string, about: Said['about'], text: string): Said => ({
  account: 'facebook',
  place: 'public',
  customer,
  text,
  ...(about && { about }),
})
const chat = (customer: string, text: string): Said => ({ account: 'shop-chat', place: 'private', customer, text })
const review = (customer: string, rating: number, text: string): Said => ({
  account: 'shop-reviews',
  place: 'review',
  customer,
  rating,
  text,
})

/** Who writes when the sandbox opens for the first time. */
export const firstLetters: Said[] = [
  comment('mira', 'parcels', 'Where is my order #48213? It was due on Tuesday.'),
  chat('kenji', 'Hello! Does the Hush lamp work on 100 V here in Japan, or do I need a converter?'),
  comment('sofia', 'mugs', 'A caneca azul já está disponível outra vez? 💙'),
  review('tomas', 2, 'Lovely lamp, but the shade arrived cracked and nobody has answered my mail for a week.'),
  comment('aylin', 'lamp', 'Hush ne kadar sürede Ankara’ya gelir?'),
  chat('hannah', 'I was charged twice for order #48177. Can someone look at it today, please?'),
]

/** What people write on an ordinary day. */
export const ordinaryLetters: Said[] = [
  ...firstLetters,
  comment('lukas', 'lamp', 'Gibt es Hush auch mit warmweißem Licht, also 2200 K?'),
  comment('chloe', 'mugs', 'Est-ce que les tasses passent au lave-vaisselle ?'),
  comment('diego', 'parcels', '¿Hacen envíos a Canarias? La web no me deja elegir la isla.'),
  comment('priya', 'mugs', 'The moss one, please tell me you ship to Kochi!'),
  comment('omar', 'lamp', 'هل يوجد ضمان على المصباح؟'),
  comment('wei', 'mugs', '蓝色的杯子还会补货吗？'),
  comment('tomas', 'lamp', 'The blue one arrived cracked 😞'),
  comment('mira', 'mugs', 'These are so pretty. How many do you have left in sand?'),
  chat('priya', 'Could I change the delivery address of #48302? We are moving on Friday.'),
  chat('lukas', 'Die Rechnung zu #48155 fehlt noch, können Sie sie mir schicken?'),
  chat('chloe', 'Bonjour, je n’arrive pas à me connecter depuis hier soir.'),
  chat('wei', '订单 #48291 什么时候发货？'),
  chat('omar', 'مرحبا، أريد إرجاع المصباح الذي اشتريته الأسبوع الماضي.'),
  chat('diego', 'El código LUZ10 no funciona, dice que está caducado.'),
  chat('sofia', 'Olá! Podem embrulhar para presente?'),
  chat('aylin', 'Merhaba, siparişim #48260 hâlâ hazırlanıyor görünüyor.'),
  review('priya', 5, 'The mug survived my toddler. Twice.'),
  review('lukas', 4, 'Schönes Licht, aber das Kabel könnte länger sein.'),
  review('hannah', 1, 'Charged twice, and the chat kept me waiting.'),
  review('kenji', 5, 'とても気に入りました。梱包も丁寧でした。'),
  review('chloe', 3, 'Jolie tasse, mais la couleur est plus pâle que sur la photo.'),
]

/** What everybody writes when the shop is down. */
export const outageLetters: Omit<Said, 'customer'>[] = [
  comment('', 'lamp', 'Is the site down?'),
  comment('', 'mugs', 'I cannot check out, it says error 502.'),
  comment('', 'parcels', 'Your website is not loading. Is my order lost?'),
  chat('', 'The payment page is blank. Was I charged?'),
  chat('', 'I get an error when I log in.'),
  chat('', 'La page ne répond plus, ma commande est-elle passée ?'),
  chat('', 'Die Seite lädt nicht. Wann geht es wieder?'),
  comment('', 'lamp', 'No carga la página desde hace media hora.'),
  chat('', 'My card was charged three times and the page still says failed!'),
  review('', 1, 'Site is down on the day of the sale. Great.'),
]

export const postOf = { mugs: '845950078423902', lamp: '845950078423655', parcels: '845950078423107' }
