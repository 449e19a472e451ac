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
        Messages(process).ToEquatableArray(),
        Start(process),
        default,
        default);

    private static IEnumerable<MessageModel> Messages(ProcessModel process)
    {
        var names = new MessageNames(process.ReferenceName);
        foreach (var handler in process.Handlers)
        {
            // A message of the rest has no topic, and one with a type that only the class itself can name nobody else can send. A topic
            // that is reserved can't be sent at all.
            var access = handler.Method.Values.Select(static parameter => parameter.Access).Append(handler.Method.AnswerAccess).Min();
            if (handler.Topic is not { Length: > 0 } topic || topic[0] == '@' || access == Access.None)
                continue;
            var isRequest = handler.Method.Answer is not null;
            yield return new(
                names.Take(handler.Method.Name, topic, isRequest), topic, access == Access.Public, handler.Method.Answer,
                Parameters(handler.Method.Values));
        }
    }

    private static StartModel? Start(ProcessModel process)
    {
        var arguments = process.ConstructorParameters.Concat(process.Main?.Values ?? []).ToList();
        var access = arguments.Select(static argument => argument.Access).Append(Access.Public).Min();
        var hasResult = process.Main is { Answer: not null, AnswerAccess: not Access.None };
        return access == Access.None
            ? null
            : new(access == Access.Public, Parameters(arguments), hasResult ? process.Main!.Answer : null, process.Main?.AnswerAccess == Access.Public);
    }

    private static EquatableArray<ReferenceParameter> Parameters(IEnumerable<ParameterModel> parameters) =>
        ReferenceParameter.Order(parameters.Select(static parameter =>
            new ReferenceParameter(parameter.Name, parameter.Default == "null" ? parameter.NullableType : parameter.Type, parameter.Default)));
}
