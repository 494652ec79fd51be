"""Reads an Atom feed or a calendar from standard input as people's programs would, and says as JSON what it found.

usage: parsers.py feed|calendar
"""

import json
import sys

import feedparser
import icalendar


def feed(text):
    found = feedparser.parse(text)
    if found.bozo:
        raise ValueError(f"not a well-formed feed: {found.bozo_exception}")
    return {
        "version": found.version,
        "id": found.feed.id,
        "title": found.feed.title,
        "lang": found.feed.title_detail.language,
        "updated": found.feed.updated,
        "links": {link.rel: link.href for link in found.feed.links},
        "entries": [entry(one) for one in found.entries],
    }


def entry(one):
    return {
        "id": one.id,
        "title": one.title,
        "text": one.content[0].value,
        "lang": one.content[0].language,
        "link": one.link,
        "published": one.published,
        "updated": one.updated,
    }


def calendar(text):
    found = icalendar.Calendar.from_ical(text)
    errors = [error for part in found.walk() for error in part.errors]
    if errors:
        raise ValueError(f"not a well-formed calendar: {errors}")
    return {
        "method": str(found["METHOD"]),
        "refresh_s": found["REFRESH-INTERVAL"].dt.total_seconds(),
        "events": [event(one) for one in found.walk("VEVENT")],
    }


def event(one):
    return {
        "uid": str(one["UID"]),
        "summary": str(one["SUMMARY"]),
        "start": one["DTSTART"].dt.isoformat(),
        "changed": one["LAST-MODIFIED"].dt.isoformat(),
        "sequence": int(one["SEQUENCE"]),
        "status": str(one["STATUS"]),
        "url": str(one["URL"]),
    }


reader = {"feed": feed, "calendar": calendar}[sys.argv[1]]
json.dump(reader(sys.stdin.buffer.read()), sys.stdout)
