using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Artel.Generators;

/// <summary>Chooses the constructor of a process class and reads how the factory gets its parameters.</summary>
internal sealed class ConstructorReader(KnownTypes known, Action<ITypeSymbol> usePayload)
{
    private const string Services = "global::Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions";
    private const string KeyedServices = "global::Microsoft.Extensions.DependencyInjection.ServiceProviderKeyedServiceExtensions";

    /// <summary>Who needs a service, of which a spawn could give an argument instead.</summary>
    private const string ProcessConstructor = "the process's constructor";

    /// <summary>The expressions for the parameters; null, with the reason, when the class can't be made.</summary>
    /// <param name="process">The class.</param>
    /// <param name="spawnArguments">The parameters that take arguments of the spawn.</param>
    /// <param name="why">The reason.</param>
    /// <param name="who">Whose constructor it is, for the error of a missing service.</param>
    public EquatableArray<string>? Read(
        INamedTypeSymbol process, out EquatableArray<ParameterModel> spawnArguments, out string why, string who = ProcessConstructor)
    {
        spawnArguments = default;
        why = "";
        var constructor = Choose(process);
        if (HasRequiredMembers(process) && constructor.Attribute(known.SetsRequiredMembers) is null)
        {
            why = "it has required members, which the runtime can't know";
            return null;
        }

        var arguments = new List<string>();
        var taken = new List<ParameterModel>();
        foreach (var parameter in constructor.Parameters)
        {
            if (parameter.RefKind != RefKind.None || parameter.Type.IsRefLikeType || parameter.Type.TypeKind == TypeKind.Pointer)
            {
                why = $"the constructor's parameter '{parameter.Name}' can be neither a service nor an argument";
                return null;
            }

            if (parameter.Attribute(known.SenderAttribute) is not null)
            {
                why = $"the constructor's parameter '{parameter.Name}' is [Sender], and no message has come when a constructor runs; "
                    + (who == ProcessConstructor ? "take the sender in the [OnMessage] method, or mark the parameter [Argument] if the spawn gives the pid" : "take a Pid as an argument of the call");
                return null;
            }

            arguments.Add(parameter.Attribute(known.ArgumentAttribute) is null ? Service(parameter, who) : Argument(parameter, taken));
        }

        spawnArguments = taken.ToEquatableArray();
        return arguments.ToEquatableArray();
    }

    private IMethodSymbol Choose(INamedTypeSymbol process)
    {
        var constructors = process.InstanceConstructors;
        if (constructors.Length == 1)
            return constructors[0];
        var open = constructors.Where(static constructor => constructor.DeclaredAccessibility == Accessibility.Public).ToList();
        return constructors.FirstOrDefault(constructor => constructor.Attribute(known.ActivatorConstructor) is not null)
            ?? constructors.FirstOrDefault(static constructor =>
                constructor.DeclaringSyntaxReferences.Any(static reference => reference.GetSyntax() is TypeDeclarationSyntax))
            ?? (open.Count == 1 ? open[0] : null)
            ?? (open.Count > 0 ? open : constructors.AsEnumerable()).OrderByDescending(static constructor => constructor.Parameters.Length).First();
    }

    private static bool HasRequiredMembers(INamedTypeSymbol process)
    {
        for (INamedTypeSymbol? type = process; type is { SpecialType: not SpecialType.System_Object }; type = type.BaseType)
        {
            if (type.GetMembers().Any(static member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }))
                return true;
        }

        return false;
    }

    private string Argument(IParameterSymbol parameter, List<ParameterModel> taken)
    {
        usePayload(parameter.Type);
        taken.Add(ValueParameter.Read(ParameterSignature.Of(parameter), known));
        return SpawnArgument.Expression(taken[taken.Count - 1], taken.Count - 1);
    }

    /// <summary>The expression for a service, from <c>activation.Services</c>.</summary>
    /// <param name="parameter">The parameter that takes it.</param>
    /// <param name="who">Whose parameter it is, for the error.</param>
    public string Service(IParameterSymbol parameter, string who)
    {
        var type = parameter.Type;
        if (type.Is(known.ServiceProvider))
            return "activation.Services";
        var absent = Literals.DefaultOf(parameter);
        // There is no telling a value that is not registered from one that is its default.
        if (absent is not null && type.IsValueType)
            return absent;

        var key = parameter.Attribute(known.FromKeyedServices) is { ConstructorArguments.Length: 1 } keyed ? Key(keyed.ConstructorArguments[0]) : null;
        var isRequired = absent is null && !type.TakesNull();
        // Of a value nobody can see that it is missing; the container's own error has to do.
        var get = isRequired && type.IsValueType ? "GetRequired" : "Get";
        var service = key is null
            ? $"{Services}.{get}Service<{type.Underlying()}>(activation.Services)"
            : $"{KeyedServices}.{get}KeyedService<{type.Underlying()}>(activation.Services, {key})";
        if (isRequired && !type.IsValueType)
            return $"{service} ?? throw {Missing(parameter, key, who)}";
        return absent is null or "null" ? service : $"{service} ?? {absent}";
    }

    private static string Missing(IParameterSymbol parameter, string? key, string who)
    {
        var text = $"{who} needs a '{parameter.Type.Unqualified()}'{(key is null ? "" : $" with the key {key}")} for its parameter "
            + $"'{parameter.Name}', and the application has no such service; register it{(who == ProcessConstructor ? ", or mark the parameter [Argument] if the spawn gives it" : "")}";
        return $"new global::Artel.ProcessException(global::Artel.ErrorKind.Internal, {Literals.Text(text)}, retryable: false)";
    }

    private static string Key(TypedConstant key) => key.Kind switch
    {
        TypedConstantKind.Type when key.Value is ITypeSymbol type => $"typeof({type.Plain()})",
        TypedConstantKind.Array => "null",
        _ => key.Type is null ? "null" : Literals.Constant(key.Type, key.Value),
    };
}
