using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>Reads a method that is a function into its model, and finds what can't be emitted.</summary>
internal sealed class FunctionReader
{
    private const string Function = "FunctionAttribute";
    private const string Consumer = "QueueConsumerAttribute";

    private readonly IMethodSymbol _method;
    private readonly KnownTypes _known;
    private readonly ReadSources _sources;
    private readonly PayloadTypes _payloads;
    private readonly CancellationToken _cancelled;
    private readonly List<Problem> _problems = [];

    private FunctionReader(MarkedDeclaration declaration, ReadSources sources, CancellationToken cancelled)
    {
        _method = (IMethodSymbol)declaration.Symbol;
        _known = KnownTypes.Of(declaration.Compilation);
        _payloads = new(_known.Payloads, sources);
        _cancelled = cancelled;
        _sources = sources;
        sources.Add(_method.ContainingType);
    }

    /// <summary>A method with <c>[Function]</c>, or with <c>[QueueConsumer]</c> alone, which is a function named after the queue; null when it is read by the other.</summary>
    public static FunctionReading? Read(MarkedDeclaration declaration, Mark mark, ReadSources sources, CancellationToken cancelled)
    {
        if (mark == Mark.QueueConsumer && Find(declaration.Symbol, Function) is not null)
            return null;
        // Without an id the attribute is half-typed; the compiler says so.
        if (declaration.Id is not { } id)
            return new(null, default, default);
        var reader = new FunctionReader(declaration, sources, cancelled);
        return mark == Mark.Function ? reader.Read(id, HostOf(declaration.Attribute!)) : reader.Read(id + ".consumer", host: null);
    }

    private static string? HostOf(AttributeData attribute) =>
        attribute.NamedArguments.FirstOrDefault(static argument => argument.Key == "Host").Value.Value as string;

    private static AttributeData? Find(ISymbol symbol, string attribute) =>
        symbol.GetAttributes().FirstOrDefault(data => data.AttributeClass.IsOfArtel(attribute));

    private FunctionReading Read(string id, string? host)
    {
        var model = ReadModel(id, host);
        return new(model, model is null ? default : _payloads.ToEquatableArray(), _problems.ToEquatableArray());
    }

    private FunctionModel? ReadModel(string id, string? host)
    {
        var consumer = ReadConsumer();
        if (consumer is not null && !DefinitionIds.IsValid(consumer.Queue))
            return Refuse($"the queue id '{consumer.Queue}' is malformed; an id reads namespace:name");
        if (!DefinitionIds.IsValid(id))
        {
            _problems.Add(Problem.Create(GeneratorDiagnostics.MalformedId, PlaceOfMethod(), id));
            return null;
        }

        if (host is not null && !DefinitionIds.IsValid(host))
            return Refuse($"the host id '{host}' is malformed; an id reads namespace:name");
        if ((WhyNot() ?? WhyNoObject()) is { } why)
            return Refuse(why);

        var parameters = new List<ParameterModel>();
        var services = new List<string>();
        foreach (var parameter in _method.Parameters)
        {
            // What the compiler can't find it reports itself.
            if (parameter.Type.TypeKind == TypeKind.Error)
                return null;
            var service = ServiceOf(parameter);
            if (WhyNot(parameter, service is not null) is { } reason)
                return Refuse(reason);
            services.Add(service ?? "");
            parameters.Add(ReadParameter(parameter, service is not null));
        }

        var returns = new MethodReader(_known, _method.ContainingType, _payloads.Use).Shape(_method.ReturnType, out var value);
        if (value is { TypeKind: TypeKind.Error })
            return null;
        if (value is not null && (WhyNoPayload(value) ?? WhyNotNamed(value)) is { } whyNoValue)
            return Refuse($"its value is a '{Show(value)}', {whyNoValue}");
        if (value is not null)
            _payloads.Use(value);
        if (consumer is not null && parameters.Where((parameter, index) => parameter.Source == ParameterSource.Value && services[index].Length == 0 && parameter.Default is null).Skip(1).Any())
            return Refuse("it consumes a queue, and gets the message's payload as its only argument");

        EquatableArray<string> constructor = default;
        if (!_method.IsStatic)
        {
            var read = new ConstructorReader(_known, _payloads.Use).Read(_method.ContainingType, out var taken, out var whyNot, "the function's class");
            if (read is null)
                return Refuse($"'{_method.ContainingType.Name}' can't be made: {whyNot}");
            if (taken.Count > 0)
                return Refuse($"the constructor's parameter '{taken[0].Name}' is an [Argument]; a function takes its arguments itself");
            constructor = read.Value;
        }

        var mayAwait = _method.IsAsync || returns is not (ReturnShape.Nothing or ReturnShape.Value);
        var container = _method.ContainingType;
        return new(
            id,
            host,
            container.ContainingNamespace.IsGlobalNamespace ? "" : container.ContainingNamespace.Unqualified(),
            FunctionNames.Choose(_method, _sources),
            container.Plain(),
            _method.DeclaredAccessibility == Accessibility.Public ? _known.AccessTo(container) : Access.Own,
            new(TypeNames.Identifier(_method.Name), returns, mayAwait, parameters.ToEquatableArray(), value?.Declared(), value is null ? Access.Public : _known.AccessTo(value)),
            _method.IsStatic,
            constructor,
            services.ToEquatableArray(),
            new PermissionReader(_known, _problems, _cancelled).Read(_method),
            _method.DeclaringSyntaxReferences[0].SyntaxTree.FilePath,
            consumer);
    }

    private ConsumerModel? ReadConsumer()
    {
        if (Find(_method, Consumer) is not { ConstructorArguments.Length: 1 } attribute || attribute.ConstructorArguments[0].Value is not string queue)
            return null;
        var settings = attribute.NamedArguments.Select(SettingOf).OfType<string>();
        return new(queue, settings.ToEquatableArray());
    }

    /// <summary>An argument of the consumer's attribute as an assignment; null where it sets nothing, and for a duration that is none, which is reported.</summary>
    private string? SettingOf(KeyValuePair<string, TypedConstant> argument) => (argument.Key, argument.Value.Value) switch
    {
        (_, null) or ("Prefetch", 0) => null,
        ("InitialDelay" or "MaxDelay" or "HandlerTimeout", string text) => DurationText.Ticks(text) is { } ticks
            ? FormattableString.Invariant($"{argument.Key} = global::System.TimeSpan.FromTicks({ticks}L)")
            : ReportDuration(argument.Key, text),
        (_, var value) => argument.Value.Type is { } type ? $"{argument.Key} = {Literals.Constant(type, value)}" : null,
    };

    private string? ReportDuration(string name, string text)
    {
        Refuse($"{name} is '{text}', which is no duration; write it as in \"5s\"");
        return null;
    }

    private string? WhyNot()
    {
        if (_method.MethodKind != MethodKind.Ordinary)
            return "it is a local function; make it a method";
        if (_method.IsGenericMethod)
            return "it is generic, and a call does not say with which types";
        for (var type = _method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.TypeParameters.Length > 0)
                return $"it is in the generic type '{type.Name}'";
        }

        if (_method.IsVararg)
            return "it takes an open list of arguments (__arglist)";
        if (_method.RefKind != RefKind.None || _method.ReturnType.IsRefLikeType || _method.ReturnType.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer)
            return $"it returns {(_method.RefKind != RefKind.None ? "by reference" : $"'{_method.ReturnType.Unqualified()}'")}, which can't be kept";
        if (!_known.IsOpen(_method))
            return "generated code can't call it, since it is private or protected; make it internal";
        return _known.CanName(_method.ContainingType) ? null : $"generated code can't name '{_method.ContainingType.Name}'; make it, and what it is nested in, internal or public";
    }

    private string? WhyNoObject()
    {
        var type = _method.ContainingType;
        if (_method.IsStatic)
            return null;
        if (type.TypeKind != TypeKind.Class)
            return $"'{type.Name}' is no class, and an object of it is made for each call; make the method static";
        if (type.IsAbstract)
            return $"'{type.Name}' is abstract, and an object of it is made for each call; make the method static";
        return type.Attribute(_known.ProcessAttribute) is null
            ? null
            : $"'{type.Name}' is a process, and an object of its class is made for each call; make the method static, or move it to another class";
    }

    private string? WhyNot(IParameterSymbol parameter, bool isService)
    {
        var type = parameter.Type;
        if (parameter.RefKind != RefKind.None)
            return $"parameter '{parameter.Name}' is passed by reference";
        if (Find(parameter, "SenderAttribute") is not null)
            return $"parameter '{parameter.Name}' is [Sender], and a function is given no message; take a Pid as an argument of the call";
        if (type.IsRefLikeType || type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer)
            return $"parameter '{parameter.Name}' is a '{Show(type)}', which can't be kept";
        if (isService || Source(type) is not ParameterSource.Value)
            return null;
        if ((WhyNoPayload(type) ?? WhyNotNamed(type)) is not { } why)
            return null;
        return $"parameter '{parameter.Name}' is a '{Show(type)}', {why}{(type.TypeKind == TypeKind.Interface ? "; mark it [Inject] if it is a service" : "")}";
    }

    private string? WhyNoPayload(ITypeSymbol type)
    {
        var payload = type.NullableValue() ?? type;
        return _known.Payloads.IsBasic(payload) || _known.Payloads.Read(payload) is not null ? null : "which no codec can cross to other languages";
    }

    private string? WhyNotNamed(ITypeSymbol type) =>
        _known.CanName(type) ? null : "which generated code can't name; make it, and what it is nested in, internal or public";

    private ParameterModel ReadParameter(IParameterSymbol parameter, bool isService)
    {
        var source = isService ? ParameterSource.Value : Source(parameter.Type);
        if (isService || source != ParameterSource.Value)
            return new(source, parameter.Name, "", "", false, null, Access.Public);
        _payloads.Use(parameter.Type);
        return ValueParameter.Read(ParameterSignature.Of(parameter), _known);
    }

    private ParameterSource Source(ITypeSymbol type)
    {
        if (type.Is(_known.CancellationToken))
            return ParameterSource.Cancelled;
        return type.Is(_known.ProcessContext) ? ParameterSource.Process : ParameterSource.Value;
    }

    /// <summary>The expression for a service; null for a parameter that takes none.</summary>
    private string? ServiceOf(IParameterSymbol parameter)
    {
        var isMarked = Find(parameter, "InjectAttribute") is not null || parameter.Attribute(_known.FromKeyedServices) is not null;
        return isMarked ? new ConstructorReader(_known, _payloads.Use).Service(parameter, "the function") : null;
    }

    private FunctionModel? Refuse(string why)
    {
        _problems.Add(Problem.Create(GeneratorDiagnostics.UnsupportedFunction, PlaceOfMethod(), _method.Name, why));
        return null;
    }

    private Place PlaceOfMethod() => Place.Of(_method.Locations.FirstOrDefault());

    private static string Show(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
}
