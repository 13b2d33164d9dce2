"""Loading what a page is about, as far as its reader may see it."""

import uuid

from accounts.models import Person
from exchange.actions.import_items import Wishes
from exchange.models import Export, Import, Importing, Upload
from exchange.queries.files import JudgedFile, judge_file
from exchange.queries.judgement import Asked
from ground.errors import Missing


def upload_for(person: Person, pk: uuid.UUID) -> Upload:
    """Return an own file on its way in; raise Missing where there is none."""
    upload = Upload.objects.visible_to(person).filter(pk=pk).first()
    if upload is None:
        raise Missing("There is no such file of yours: it was imported, cancelled or forgotten.")
    return upload


def importing_of(upload: Upload) -> Importing | None:
    """Return where the import of a confirmed file stands, None where none was asked for."""
    return Importing.objects.filter(upload=upload).first()


def import_for(person: Person, pk: uuid.UUID) -> Import:
    """Return an import the person may see; raise Missing where there is none."""
    imports = Import.objects.visible_to(person).select_related("imported_by", "undoing")
    found = imports.filter(pk=pk).first()
    if found is None:
        raise Missing("There is no such import that you may see.")
    return found


def judged(upload: Upload, person: Person) -> JudgedFile:
    """Return what the file would do now."""
    return judge_file(
        bytes(upload.data),
        name=upload.file_name,
        asked=Asked(choices=upload.choices, submits=upload.submits),
        actor=person,
    )


def wishes_of(upload: Upload) -> Wishes:
    """Return how the file is to be imported, as far as its person said so before confirming."""
    return Wishes(
        submits=upload.submits,
        choices=upload.choices,
        reviewers=upload.reviewers,
        share_with_two=upload.share_with_two,
        upload=upload.pk,
    )


def made_of(person: Person, upload_id: uuid.UUID) -> Import | None:
    """Return the newest import that came of a file, also where the file is forgotten by now."""
    return Import.objects.visible_to(person).filter(upload=upload_id).first()


def export_for(person: Person, pk: uuid.UUID) -> Export:
    """Return an own export whose time is not over; raise Missing where there is none."""
    export = Export.objects.visible_to(person).filter(pk=pk).first()
    if export is None:
        raise Missing("There is no such export of yours: it was deleted, or its day is over.")
    return export
