"""How each side sees the same work, in the business's own words where it has some (framework.md section 13)."""

from framework.people import Function
from framework.perspective import Perspective, Topic, perspectives
from resources.perspectives import topic_texts
from resources.words import tr
from storage.book import Author, Book
from storage.health import read_perspectives, save_perspective
from storage.sheet.text import clean_text, one_line
from storage.trouble import Refused, Trouble

MOST_LETTERS = 300


def given_words() -> dict[tuple[Topic, Function], str]:
    """Return the words that come with the program."""
    return {
        (Topic(each.key), function): each.sales if function is Function.SALES else each.operations
        for each in topic_texts()
        for function in Function
    }


def topic_titles() -> dict[Topic, str]:
    """Return what each row is about."""
    return {Topic(each.key): each.title for each in topic_texts()}


def read_views(book: Book) -> tuple[Perspective, ...]:
    """Return the rows of the page in their order."""
    return perspectives(given_words(), read_perspectives(book))


def say_in_own_words(*, book: Book, who: Author, seen: Perspective, function: Function, say: str) -> None:
    """Change what one side says about a topic; "" or the words given go back to the words given.

    Raises Trouble for too many letters, Refused when somebody else has changed it since it was `seen`. What is the
    same already is no change.
    """
    topic = seen.topic
    words = one_line(clean_text(say)[0])
    if words == given_words()[topic, function]:
        words = ""
    if len(words) > MOST_LETTERS:
        raise Trouble(tr("There is room for {count} characters.").format(count=MOST_LETTERS))
    side = tr("Sales") if function is Function.SALES else tr("Operations")
    label = tr("Two views: {topic}, {side}") if words else tr("Two views: {topic}, {side}, as given")
    with book.change(label.format(topic=topic_titles()[topic], side=side), who=who) as change:
        now = next(each for each in read_views(book) if each.topic is topic)
        if now.say[function] != seen.say[function]:
            raise Refused(
                tr("Somebody else has changed this in the meantime to “{say}”. Your own words are kept here.").format(
                    say=now.say[function]
                )
            )
        save_perspective(book, change, topic, function, words)
