"""The description of the API: its schemas as validators, its operations, its examples."""

import re

import openapi_spec_validator
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
PROBLEM = "application/problem+json"


def pointer(*parts):
    return "#/" + "/".join(str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def words_of_others(value, place=()):
    """Where a key is no text to every reader of YAML: `on` is, for some, the same as true."""
    if isinstance(value, list):
        members = list(enumerate(value))
    elif isinstance(value, dict):
        members = list(value.items())
    else:
        members = []
    wrong = [place + (key,) for key in value if not isinstance(key, str)] if isinstance(value, dict) else []
    return wrong + [fault for key, member in members for fault in words_of_others(member, place + (str(key),))]


def closed(value):
    """A copy in which no object may hold more than its schema names.

    Answers may grow, and a client passes over what it does not know; here what nothing describes is a mistake.
    """
    if isinstance(value, list):
        return [closed(element) for element in value]
    if not isinstance(value, dict):
        return value
    result = {key: closed(member) for key, member in value.items()}
    if result.get("type") == "object" and "properties" in result:
        result.setdefault("additionalProperties", False)
    return result


class Description:
    ADDRESS = "urn:perisai:openapi"

    def __init__(self, path):
        self.root = yaml.safe_load(path.read_text("utf-8"))
        components = {**self.root["components"], "schemas": closed(self.root["components"]["schemas"])}
        strict = {**self.root, "components": components}
        self.registry = Registry().with_resource(self.ADDRESS, DRAFT202012.create_resource(strict))
        self.operations = {
            operation["operationId"]: Operation(self, method, address, operation)
            for address, item in self.root["paths"].items()
            for method, operation in item.items()
            if method in METHODS
        }

    def specification_faults(self):
        """What of the document is no OpenAPI 3.1, as sentences."""
        unquoted = words_of_others(self.root)
        if unquoted:
            return ["%s: write this key between quotation marks" % pointer(*map(str, place)) for place in unquoted]
        validator = openapi_spec_validator.OpenAPIV31SpecValidator(self.root)
        return ["%s: %s" % (pointer(*fault.absolute_path), fault.message) for fault in validator.iter_errors()]

    def at(self, reference):
        value = self.root
        for part in reference[2:].split("/"):
            value = value[part.replace("~1", "/").replace("~0", "~")]
        return value

    def resolved(self, value, place):
        """The value behind references, and where it stands."""
        while "$ref" in value:
            place = value["$ref"]
            value = self.at(place)
        return value, place

    def faults(self, place, value):
        """What of a value does not fit the schema at a place, as sentences."""
        validator = Draft202012Validator(
            {"$ref": self.ADDRESS + place}, registry=self.registry, format_checker=Draft202012Validator.FORMAT_CHECKER
        )
        return [
            "%s: %s" % ("/" + "/".join(map(str, fault.absolute_path)), fault.message)
            for fault in validator.iter_errors(value)
        ]

    def example_faults(self):
        """The examples that do not fit the schema that they stand under, as sentences; and how many there are."""
        found, count = [], 0
        for place, holder in self._holders(self.root, "#"):
            for name, example in self._examples(holder):
                count += 1
                found += [
                    "%s example %s: %s" % (place, name, fault) for fault in self.faults(place + "/schema", example)
                ]
        for name, schema in self.root["components"]["schemas"].items():
            for example in schema.get("examples", []):
                count += 1
                found += [
                    "%s: %s" % (name, fault) for fault in self.faults(pointer("components", "schemas", name), example)
                ]
        return found, count

    def _holders(self, value, place):
        """Everything that has a schema beside its examples: media types, parameters and headers."""
        if isinstance(value, dict):
            if "schema" in value and place != "#/components":
                yield place, value
            for key, member in value.items():
                if key not in ("example", "examples", "schemas"):
                    yield from self._holders(member, place + pointer(key)[1:])
        elif isinstance(value, list):
            for index, element in enumerate(value):
                yield from self._holders(element, "%s/%d" % (place, index))

    def _examples(self, holder):
        if "example" in holder:
            yield "", holder["example"]
        for name, example in holder.get("examples", {}).items():
            yield name, self.resolved(example, "")[0]["value"]


class Operation:
    def __init__(self, description, method, address, fields):
        self.description = description
        self.method, self.address, self.fields = method, address, fields
        self.id = fields["operationId"]
        self.place = pointer("paths", address, method)
        item = pointer("paths", address)
        listed = [
            (parameter, "%s/parameters/%d" % (base, index))
            for base, source in ((item, description.root["paths"][address]), (self.place, fields))
            for index, parameter in enumerate(source.get("parameters", []))
        ]
        self.parameters = [description.resolved(*entry) for entry in listed]

    def parameter_faults(self, values, place):
        """What is wrong with the parameters in one place: `path`, `query` or `header`."""
        known = {parameter["name"]: (parameter, at) for parameter, at in self.parameters if parameter["in"] == place}
        found = ["%s is not described" % name for name in values if name not in known and place != "header"]
        for name, (parameter, at) in known.items():
            if name in values:
                is_number = parameter["schema"].get("type") == "integer" and str(values[name]).isdigit()
                value = int(values[name]) if is_number else values[name]
                found += ["%s%s" % (name, fault) for fault in self.description.faults(at + "/schema", value)]
            elif parameter.get("required"):
                found.append("%s is missing" % name)
        return found

    def body_faults(self, media_type, value):
        """What is wrong with a request body; a value of None stands for bytes, which have no schema."""
        body, place = (
            self.description.resolved(self.fields["requestBody"], self.place + "/requestBody")
            if "requestBody" in self.fields
            else (None, None)
        )
        if body is None:
            return ["this operation takes no body"]
        if media_type not in body["content"]:
            return [] if "*/*" in body["content"] else ["%s is not taken" % media_type]
        if value is None:
            return []
        return self.description.faults(place + pointer("content", media_type, "schema")[1:], value)

    def response(self, status):
        """The response for a status, and where it stands; None where it is not described."""
        if str(status) not in self.fields["responses"]:
            return None
        return self.description.resolved(self.fields["responses"][str(status)], self.place + "/responses/%d" % status)

    def answer_faults(self, status, headers, media_type, value):
        """What of an answer is not as described; a value of None stands for bytes."""
        described = self.response(status)
        if described is None:
            return ["status %d is not described" % status]
        response, place = described
        found = self._header_faults(response, place, headers)
        content = response.get("content", {})
        if not content:
            return found + (["there is a body"] if media_type else [])
        if media_type not in content:
            return found + ["%s is not described for %d" % (media_type, status)]
        if value is not None:
            found += self.description.faults(place + pointer("content", media_type, "schema")[1:], value)
        if media_type == PROBLEM:
            found += self._problem_faults(content[media_type], status, headers, value)
        return found

    def _header_faults(self, response, place, headers):
        found = []
        for name, header in response.get("headers", {}).items():
            header, at = self.description.resolved(header, place + pointer("headers", name)[1:])
            if name not in headers:
                found += ["the header %s is missing" % name] if header.get("required") else []
                continue
            text = headers[name]
            value = int(text) if re.fullmatch("[0-9]+", text) else text
            found += ["%s%s" % (name, fault) for fault in self.description.faults(at + "/schema", value)]
        return found

    def _problem_faults(self, media, status, headers, problem):
        found = []
        if problem["code"] not in media["examples"]:
            found.append("the code %s is not described for %d" % (problem["code"], status))
        if problem["status"] != status:
            found.append("the problem says %d, the answer %d" % (problem["status"], status))
        if problem["instance"] != headers.get("Perisai-Request-Id"):
            found.append("the instance is not the id of the request")
        if "retryAfter" in problem and str(problem["retryAfter"]) != headers.get("Retry-After"):
            found.append("Retry-After is not what the problem says")
        return found
