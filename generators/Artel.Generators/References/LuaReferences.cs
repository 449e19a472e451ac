using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;

namespace Artel.Generators;

/// <summary>A Lua definition and the name of its reference.</summary>
internal sealed record NamedLuaFile(LuaFile File, string Namespace, string Name);

/// <summary>Makes the references of Lua definitions, from what their annotations say.</summary>
internal sealed class LuaReferences
{
    private readonly List<RecordModel> _records = [];
    private readonly List<PayloadTypeModel> _payloads = [];
    private readonly string _type;

    private LuaReferences(NamedLuaFile lua, string end = "Ref") =>
        _type = $"global::{(lua.Namespace.Length == 0 ? "" : lua.Namespace + ".")}{lua.Name}{end}";

    /// <summary>Names the references: after the last part of the id, and after the whole id where that is taken.</summary>
    /// <param name="files">The definitions.</param>
    /// <param name="space">The namespace of all of them.</param>
    /// <param name="isTaken">Whether a name in it is taken by a type.</param>
    public static ImmutableArray<NamedLuaFile> Name(IEnumerable<LuaFile> files, string space, Func<string, bool> isTaken)
    {
        // The names of the generated files count without regard to case.
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        bool IsTaken(string name) => taken.Contains(name) || isTaken(name);
        var named = ImmutableArray.CreateBuilder<NamedLuaFile>();
        foreach (var file in files.GroupBy(static file => file.Id).Select(static same => same.First()))
        {
            var name = MessageNames.Words(file.Id.Substring(file.Id.IndexOf(':') + 1));
            if (IsTaken(name + "Ref") || IsTaken(name + "RefExtensions"))
                name = MessageNames.Words(file.Id);
            name = ReferenceNames.Free(name, IsTaken);
            taken.Add(name + "Ref");
            named.Add(new(file, space, name));
        }

        return named.ToImmutable();
    }

    public static ReferenceModel Of(NamedLuaFile lua) => new LuaReferences(lua).Read(lua);

    /// <summary>The typed callers of a Lua function.</summary>
    public static CallerModel CallerOf(NamedLuaFile lua)
    {
        var reader = new LuaReferences(lua, "Function");
        var start = reader.Start(lua.File.Process.Main);
        var result = start.Result ?? (lua.File.Process.Main is null ? "object?" : null);
        return new(
            lua.Namespace, lua.Name, FunctionNames.FileOf(lua.Namespace, lua.Name) + ".Lua", lua.File.Id, true, start.Parameters, result,
            reader._records.ToEquatableArray(), reader._payloads.ToEquatableArray());
    }

    private ReferenceModel Read(NamedLuaFile lua)
    {
        var names = new MessageNames(lua.Name);
        var messages = new List<MessageModel>();
        foreach (var message in lua.File.Process.Messages.Where(static message => message.Topic[0] != '@'))
        {
            var reply = message.Reply is null ? null : LuaTypeReader.Read(message.Reply);
            var name = names.Take(message.Topic, message.Topic, isRequest: reply is not null);
            var stem = reply is null ? name : name.Substring(0, name.Length - "Async".Length);
            var parameters = LuaTypeReader.Read(message.Type) is { } type
                ? new[] { new ReferenceParameter("payload", CSharp(type, stem), type.IsNullable ? "null" : null) }
                : [];
            messages.Add(new(name, message.Topic, true, reply is null ? null : CSharp(reply, stem + "Reply"), parameters.ToEquatableArray()));
        }

        return new(
            lua.Namespace, lua.Name, $"{(lua.Namespace.Length == 0 ? "" : lua.Namespace + ".")}{lua.Name}Ref.Lua", lua.File.Id, true,
            messages.ToEquatableArray(), Start(lua.File.Process.Main), _records.ToEquatableArray(), _payloads.ToEquatableArray());
    }

    private StartModel Start(LuaMain? main)
    {
        if (main is null)
            return new(true, default, null, false);
        var parameters = main.Parameters.Select(parameter => new ReferenceParameter(
            IsName(parameter.Key) ? parameter.Key : "arguments",
            CSharp(parameter.Type, MessageNames.Words(parameter.Key) + "Argument"),
            parameter.Type.IsNullable ? "null" : null)).ToList();
        var result = main.Result is { } type ? CSharp(type, "Result") : null;
        return new(true, ReferenceParameter.Order(parameters.GroupBy(static parameter => parameter.Name).Select(static same => same.First())), result, true);
    }

    /// <summary>The C# type; a table with fields becomes a record in the reference.</summary>
    private string CSharp(LuaType type, string name)
    {
        var text = type.IsTable ? Record(type, name) : type.Name;
        for (var depth = 0; depth < type.Depth; depth++)
        {
            _payloads.Add(new(text + "[]", "Array", PayloadShape.Made, true, PayloadCollections.ArrayCodec(text), default, default, default));
            text += "[]";
        }

        return text + (type.IsNullable ? "?" : "");
    }

    private string Record(LuaType type, string name)
    {
        var stem = name + "Table";
        var record = stem;
        for (var number = 2; _records.Exists(other => other.Name == record); number++)
            record = stem + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var index = _records.Count;
        _records.Add(new(record, default));
        var members = new List<PayloadMemberModel>();
        foreach (var field in type.Fields)
        {
            var member = MessageNames.Words(field.Key);
            if (member == record || members.Exists(other => other.Name == member))
                member += "Field" + members.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
            members.Add(Member(member, field.Key, CSharp(field.Type with { IsNullable = false }, name + MessageNames.Words(field.Key)), field.Type));
        }

        var full = $"{_type}.{record}";
        _payloads.Add(new(
            full, record, PayloadShape.Table, true, "", members.ToEquatableArray(), Enumerable.Range(0, members.Count).ToEquatableArray(), default));
        _records[index] = new(record, members.Select(static member => new ReferenceParameter(
            member.Name, member.Type + (member.TakesNull ? "?" : ""), member.TakesNull ? "null" : null)).ToEquatableArray());
        return full;
    }

    private static PayloadMemberModel Member(string name, string key, string type, LuaType lua)
    {
        var isValue = lua.Depth == 0 && lua.Name is "long" or "double" or "bool";
        return new(
            name, key, type, isValue && lua.IsNullable, !isValue || lua.IsNullable, lua.IsNullable,
            lua.IsNullable ? MissingMember.Default : MissingMember.Error, "null", InConstructor: true, InInitializer: false, IsRequired: false);
    }

    /// <summary>Whether a text can be a namespace.</summary>
    public static bool IsNamespace(string space) => space.Split('.').All(IsName);

    private static bool IsName(string name) => SyntaxFacts.IsValidIdentifier(name) && SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None;
}
