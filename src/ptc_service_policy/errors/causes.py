"""Why something failed, in both languages, where only English words of others say it."""

import errno
import os

from ptc_service_policy.text import LocalizedText

_FRENCH = {
    errno.ENOENT: "ce fichier ou ce dossier n'existe pas",
    errno.EACCES: "l'accès est refusé",
    errno.EPERM: "l'opération n'est pas permise",
    errno.EISDIR: "c'est un dossier",
    errno.ENOTDIR: "ce n'est pas un dossier",
    errno.EEXIST: "ce fichier existe déjà",
    errno.ENOSPC: "il n'y a plus de place sur le disque",
    errno.EROFS: "ce disque n'admet aucune écriture",
    errno.ENAMETOOLONG: "le nom est trop long",
    errno.ELOOP: "trop de liens symboliques se suivent",
    errno.EIO: "la lecture ou l'écriture a échoué",
    errno.EBUSY: "le fichier est occupé",
}
_NOT_REGULAR = LocalizedText(fr="ce n'est pas un fichier ordinaire", en="it is not a regular file")


class NotRegularError(OSError):
    """Something that has a name like a file is a device, a pipe or a socket: it may never end."""


def quoted(words: str) -> LocalizedText:
    """Quote what another library says, and in which it is not to be taken for our own words."""
    words = words.rstrip(".")
    return LocalizedText(fr=f"message d'origine, en anglais : « {words} »", en=f'as reported: "{words}"')


def cause_of(error: OSError) -> LocalizedText:
    """Say what stopped a file: in the system's words in English, and in ours in French."""
    if isinstance(error, NotRegularError):
        return _NOT_REGULAR
    # Arrow puts a whole sentence in the place of the system's words.
    words = os.strerror(error.errno) if error.errno else type(error).__name__
    french = _FRENCH.get(error.errno or 0)
    return LocalizedText(fr=french or quoted(words).fr, en=words)
