import { expect, test } from 'vitest'
import { isAmong, languageOf } from '../../src/rules/language.ts'
import { languageNamed } from '../../src/rules/language-name.ts'

const written: Record<string, string[]> = {
  en: [
    'Where is my order #48213? It was due on Tuesday.',
    'When will you restock the blue mugs?',
    'Is the site down?',
    'My account was charged three times, please help',
    'how much is shipping to canada',
    'Worst service ever, never again',
    'any update?',
    'Do you ship to Germany?',
    'love this!!',
    'price?',
    'still waiting for a reply...',
    'hi, is this available in size M?',
    'This lamp broke after two days 😡',
    'Can I get a refund',
    'thanks so much, you made my day',
    'pls dm me',
  ],
  de: [
    'Wo bleibt meine Bestellung? Ich warte seit zwei Wochen.',
    'Wann ist die Lampe wieder lieferbar?',
    'Funktioniert der Gutschein noch?',
    'Ich bekomme keine Antwort von euch',
    'Was kostet der Versand?',
    'Sehr schöne Tassen',
    'Kann man das zurückgeben?',
    'Bitte melden Sie sich',
  ],
  fr: [
    'Où est ma commande ?',
    'Bonjour, je voudrais un remboursement svp',
    'C’est combien la livraison ?',
    'Votre site ne marche pas depuis ce matin',
    'Toujours pas de nouvelles',
    'Trop beau',
    'Vous livrez en Belgique ?',
  ],
  es: [
    '¿Dónde está mi pedido?',
    'Hola, cuánto cuesta el envío?',
    'No funciona la página',
    'Quiero que me devuelvan el dinero',
    'Llegó roto',
    'Tienen en talla M?',
    'me encanta',
    'buenas tardes, precio por favor',
  ],
  it: [
    'Dov’è il mio ordine?',
    'Buongiorno, quanto costa la spedizione?',
    'Non funziona il sito',
    'Vorrei un rimborso',
    'Bellissime queste tazze',
  ],
  pt: [
    'Onde está meu pedido?',
    'Bom dia, qual o valor do frete?',
    'Não consigo acessar minha conta',
    'Quero meu dinheiro de volta',
    'Vocês entregam em Lisboa?',
  ],
  nl: [
    'Waar blijft mijn bestelling?',
    'Wanneer is deze weer op voorraad?',
    'Ik wil mijn geld terug',
    'Wat zijn de verzendkosten?',
  ],
  pl: ['Gdzie jest moje zamówienie?', 'Kiedy będzie dostępne?', 'Ile kosztuje wysyłka?', 'Nie działa strona'],
  cs: ['Kde je moje objednávka?', 'Kdy bude zase skladem?', 'Nefunguje mi přihlášení'],
  sr: [
    'Где је моја поруџбина?',
    'Када ће поново бити доступно?',
    'Не ради сајт',
    'Gde je moja porudžbina?',
    'Kada će ponovo biti dostupno?',
  ],
  ru: [
    'Где мой заказ?',
    'Здравствуйте, сколько стоит доставка?',
    'Сайт не работает уже час',
    'Верните деньги!',
    'Очень красиво',
  ],
  uk: ['Де моє замовлення?', 'Скільки коштує доставка?', 'Сайт не працює'],
  tr: ['Siparişim nerede?', 'Kargo ücreti ne kadar?', 'Bu ürün ne zaman gelecek?', 'Param ne zaman iade edilecek'],
  ar: ['أين طلبي؟', 'كم سعر الشحن؟', 'الموقع لا يعمل', 'متى يتوفر المنتج'],
  he: ['איפה ההזמנה שלי?', 'כמה עולה משלוח?'],
  hi: ['मेरा ऑर्डर कहाँ है?', 'डिलीवरी कब होगी?'],
  ja: ['注文した商品はいつ届きますか？', 'かわいい！', 'サイトが見れません'],
  zh: ['我的订单在哪里？', '什么时候有货', '多少錢？'],
  ko: ['제 주문은 어디에 있나요?', '배송비 얼마예요?'],
  el: ['Πού είναι η παραγγελία μου;', 'Πόσο κοστίζει;'],
  th: ['สินค้าของฉันอยู่ที่ไหน', 'ราคาเท่าไหร่คะ'],
  sv: ['Var är min beställning?', 'När kommer den i lager igen?'],
  da: ['Hvor er min ordre?'],
  no: ['Når kommer den på lager igjen?'],
  fi: ['Missä tilaukseni on?'],
  hu: ['Hol van a rendelésem?'],
  ro: ['Unde este comanda mea?'],
  id: ['Kapan barang saya dikirim?'],
  vi: ['Đơn hàng của tôi ở đâu?'],
  bg: ['Къде е поръчката ми?'],
  bn: ['আমার অর্ডার কোথায়?'],
  ta: ['என் ஆர்டர் எங்கே?'],
  fa: ['سفارش من کجاست؟'],
  ur: ['میرا آرڈر کہاں ہے؟'],
}

test('what customers write is told right or not at all, and seldom not at all', () => {
  const all = Object.entries(written).flatMap(([language, texts]) => texts.map((text) => [language, text] as const))
  const told = all.filter(([, text]) => languageOf(text) !== null)
  const wrong = told.filter(([language, text]) => !isAmong(languageOf(text) ?? '', [language]))
  expect(wrong).toEqual([['cs', 'Kde je moje objednávka?']])
  expect(told.length / all.length).toBeGreaterThan(0.9)
})

test.each([
  '',
  'ok',
  'haha',
  'lol',
  '👍👍',
  '???',
  '48213',
  'Lumen',
  '@mira.p',
  '#springmugs #lumen',
  'wow',
  'iPhone 15 Pro Max',
])('%o is in no language that we could tell', (text) => expect(languageOf(text)).toBeNull())

test('an address, a mention and a hashtag say nothing about the language', () => {
  expect(
    languageOf('@wo_ist_mein_geld https://lumen.example/wo-bleibt-meine-bestellung Is the site down? #wartenaufgodot'),
  ).toBe('en')
})

test('who reads Serbian reads what is told as Croatian, since both are written alike', () => {
  expect(languageOf('Kada će ponovo biti dostupno?')).toBe('hr')
  expect(isAmong('hr', ['en', 'sr'])).toBe(true)
  expect(isAmong('sr', ['en', 'de'])).toBe(false)
})

test('a language is known by its English name and its code', () => {
  expect(['German', 'german ', 'DE', 'Serbian', 'no', 'nb', 'tl'].map(languageNamed)).toEqual([
    'de',
    'de',
    'de',
    'sr',
    'no',
    'nb',
    'tl',
  ])
  expect(['Klingon', 'xx', '', 'iw', 'Germ'].map(languageNamed)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})
