using System.Collections.Immutable;

namespace Artel.Generators;

/// <summary>Makes the reference of a process class. Its methods are called as the handlers are, since these are the author's words.</summary>
internal static class ProcessReferences
{
    public static ReferenceModel Of(ProcessModel process) => new(
        process.Namespace,
        process.ReferenceName,
        "",
        process.Id,
        process.Access == Access.Public,
        Messages(process),
        Start(process),
        default,
        default);

    private static EquatableArray<MessageModel> Messages(ProcessModel process)
    {
        var names = new MessageNames(process.ReferenceName);
        var messages = ImmutableArray.CreateBuilder<MessageModel>(process.Handlers.Count);
        foreach (var (topic, method) in process.Handlers)
        {
            // A message of the rest has no topic, and one with a type that only the class itself can name nobody else can send. A topic
            // that is reserved can't be sent at all.
            var access = Least(method.AnswerAccess, AccessTo(method.Parameters));
            if (topic is not { Length: > 0 } || topic[0] == '@' || access == Access.None)
                continue;
            var isRequest = method.Answer is not null;
            messages.Add(new(
                names.Take(method.Name, topic, isRequest), topic, access == Access.Public, method.Answer, Parameters(default, method.Parameters)));
        }

        return new(messages.ToImmutable());
    }

    private static StartModel? Start(ProcessModel process)
    {
        var ofMain = process.Main?.Parameters ?? default;
        var access = Least(AccessTo(process.ConstructorParameters), AccessTo(ofMain));
        var hasResult = process.Main is { Answer: not null, AnswerAccess: not Access.None };
        return access == Access.None
            ? null
            : new(access == Access.Public, Parameters(process.ConstructorParameters, ofMain), hasResult ? process.Main!.Answer : null,
                process.Main?.AnswerAccess == Access.Public);
    }

    /// <summary>From where all the values can be named.</summary>
    private static Access AccessTo(EquatableArray<ParameterModel> parameters)
    {
        var access = Access.Public;
        foreach (var parameter in parameters)
        {
            if (parameter.Source == ParameterSource.Value)
                access = Least(access, parameter.Access);
        }

        return access;
    }

    private static Access Least(Access x, Access y) => x < y ? x : y;

    private static EquatableArray<ReferenceParameter> Parameters(EquatableArray<ParameterModel> first, EquatableArray<ParameterModel> then)
    {
        var parameters = ImmutableArray.CreateBuilder<ReferenceParameter>(first.Count + then.Count);
        Add(first, parameters);
        Add(then, parameters);
        return ReferenceParameter.Order(parameters);
    }

    private static void Add(EquatableArray<ParameterModel> from, ImmutableArray<ReferenceParameter>.Builder to)
    {
        foreach (var parameter in from)
        {
            if (parameter.Source == ParameterSource.Value)
                to.Add(new(parameter.Name, parameter.Default == "null" ? parameter.NullableType : parameter.Type, parameter.Default));
        }
    }
}
