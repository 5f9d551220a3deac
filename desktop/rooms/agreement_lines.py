"""Which version a change of one line goes into, which one an editor opens, and what is said when it is done."""

from desktop.actions.agreement import Standing
from desktop.rooms.agreement_page import AgreementPage
from framework.agreement_versions import Version, signed_versions
from resources.words import tr


def changed_version(standing: Standing) -> Version:
    """Return the version on which a change is made: the open one, else the newest, from which one will be begun."""
    return standing.open or signed_versions(standing.versions)[-1]


def line_source(page: AgreementPage) -> Version:
    """Return the version whose lines an editor opens: the one a change goes into, or the one that is only looked at."""
    assert page.standing is not None and page.version is not None
    return changed_version(page.standing) if page.can_write() else page.version


def done_words(version: Version, what: str, *, is_draft: bool) -> str:
    """Return what was done to an open version, for a notice. `version` is as it was before."""
    done = (tr("In the draft: {what}") if is_draft else tr("In the proposal: {what}")).format(what=what)
    if version.signatures:
        done = tr("{done}. It was signed as it stood, so that signature is taken back.").format(done=done)
    return done
