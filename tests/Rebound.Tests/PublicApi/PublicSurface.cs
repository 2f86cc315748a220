using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Rebound.Tests.PublicApi;

/// <summary>Writes what an assembly shows to others, one member a line, in ordinal order.</summary>
internal static class PublicSurface
{
    private const BindingFlags Shown = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Words = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(uint)] = "uint",
        [typeof(ulong)] = "ulong",
        [typeof(double)] = "double",
        [typeof(string)] = "string",
        [typeof(char)] = "char",
        [typeof(object)] = "object",
    };

    public static IReadOnlyList<string> Of(Assembly assembly) =>
        [.. assembly.GetExportedTypes().SelectMany(t => Members(t).Prepend(Declaration(t))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string Declaration(Type type)
    {
        var kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct"
            : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";
        var bases = type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Select(Name).Order(StringComparer.Ordinal);
        if (type.IsClass && type.BaseType != typeof(object) && type.BaseType is not null) bases = bases.Prepend(Name(type.BaseType)).Order(StringComparer.Ordinal);
        var list = string.Join(", ", type.IsEnum ? [] : bases);
        return $"{kind} {Name(type)}{(list.Length > 0 ? " : " + list : "")}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return Enum.GetNames(type).Select(n => $"{Name(type)}.{n} = {Convert.ToInt64(Enum.Parse(type, n), CultureInfo.InvariantCulture)}");
        var owner = Name(type);
        var constructors = type.GetConstructors(Shown).Where(c => IsShown(c) && !IsGenerated(c)).Select(c => $"{owner}({Parameters(c)})");
        var methods = type.GetMethods(Shown).Where(m => IsShown(m) && !m.IsSpecialName && !IsGenerated(m))
            .Select(m => $"{owner}.{m.Name}{Generics(m)}({Parameters(m)}) -> {Name(m.ReturnType)}{(m.IsStatic ? " static" : "")}");
        var operators = type.GetMethods(Shown).Where(m => IsShown(m) && m.IsSpecialName && m.Name.StartsWith("op_", StringComparison.Ordinal) && !IsGenerated(m))
            .Select(m => $"{owner}.{m.Name}({Parameters(m)}) -> {Name(m.ReturnType)} static");
        var properties = type.GetProperties(Shown).Where(p => p.GetAccessors(true).Any(IsShown) && p.Name != "EqualityContract").Select(p => Property(owner, p));
        var fields = type.GetFields(Shown).Where(f => f.IsPublic || f.IsFamily).Select(f => $"{owner}.{f.Name} : {Name(f.FieldType)}{(f.IsStatic ? " static" : "")}{(f.IsLiteral ? " = " + Convert.ToString(f.GetRawConstantValue(), CultureInfo.InvariantCulture) : "")}");
        return [.. constructors, .. methods, .. operators, .. properties, .. fields];
    }

    private static string Property(string owner, PropertyInfo property)
    {
        var setter = property.SetMethod is { } set && IsShown(set)
            ? set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;"
            : "";
        var index = string.Join(", ", property.GetIndexParameters().Select(Parameter));
        var isStatic = property.GetAccessors(true)[0].IsStatic ? " static" : "";
        return $"{owner}.{(index.Length > 0 ? $"this[{index}]" : property.Name)} {{ get;{setter} }} -> {Name(property.PropertyType)}{isStatic}";
    }

    private static bool IsShown(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    // What records and lambdas get from the compiler.
    private static bool IsGenerated(MethodBase method) => method.IsDefined(typeof(CompilerGeneratedAttribute), false) || method.Name.Contains('<', StringComparison.Ordinal);

    private static string Generics(MethodInfo method) => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var way = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? parameter.IsIn ? "in " : "ref " : "";
        var fallback = parameter.HasDefaultValue ? $" = {(parameter.DefaultValue is { } value ? Convert.ToString(value, CultureInfo.InvariantCulture) : "default")}" : "";
        return $"{way}{Name(parameter.ParameterType)} {parameter.Name}{fallback}";
    }

    private static string Name(Type type)
    {
        if (type.IsByRef) return Name(type.GetElementType()!);
        if (type.IsArray) return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } value) return Name(value) + "?";
        if (Words.TryGetValue(type, out var word)) return word;
        var own = type is { IsNested: true, IsGenericParameter: false } ? $"{Name(type.DeclaringType!)}.{type.Name}" : type.Name;
        return type.IsGenericType ? $"{own.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : own;
    }
}
